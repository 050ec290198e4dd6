/** The files of the message that is being written: how far each is, and what is wrong with it. */
import { ActionIcon } from "@mantine/core";
import { IconRefresh, IconX } from "@tabler/icons-react";
import { useEffect } from "react";
import { usePhone } from "../shell/media";
import { useSession } from "../shell/session";
import { useFormat } from "../texts/useFormat";
import { useProblemWords } from "../texts/useProblemWords";
import { useTranslation } from "../texts/useTranslation";
import { FileIcon } from "./FileIcon";
import { FileName, useFileKind, useFileSize } from "./FileName";
import css from "./Files.module.css";
import { detach, tryAgain, type Attachment } from "./tray";
import type { Tray } from "./useTray";

function useWrong() {
  const { t } = useTranslation();
  const { me } = useSession();
  const size = useFileSize();
  const words = useProblemWords();
  return ({ problem }: Attachment): string | null => {
    if (problem === null) return null;
    if (problem.code === "offline") return t("files.offline");
    if (problem.code === "empty_file") return t("files.empty");
    if (problem.code === "file_too_large") return t("files.too_large", { size: size(me.files.max_bytes) });
    return words(problem);
  };
}

function Progress({ item }: { item: Attachment }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const percent = Math.round(item.progress * 100);
  return (
    <span className={css.progress}>
      <span
        role="progressbar"
        aria-label={t("files.sending", { name: item.file.name })}
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
      >
        <i style={{ width: `${percent}%` }} />
      </span>
      <small>{t("files.percent", { percent: number(percent) })}</small>
    </span>
  );
}

function Under({ item, wrong }: { item: Attachment; wrong: string | null }) {
  const kind = useFileKind();
  if (wrong !== null)
    return (
      <small role="alert" className={css.wrong}>
        {wrong}
      </small>
    );
  return item.info === null ? <Progress item={item} /> : <small>{kind(item.file.name, item.file.size)}</small>;
}

/** Why nothing is sent, and what to do; told again, and the file shown, to whoever tries nevertheless. */
function InTheWay({ item, insisted }: { item: Attachment; insisted: number }) {
  const { t } = useTranslation();
  const { quote } = useFormat();
  useEffect(() => {
    if (insisted > 0) document.getElementById(item.key)?.scrollIntoView({ block: "nearest" });
  }, [insisted, item.key]);
  return (
    <p key={insisted} role="alert" className={css.obstacle} data-insisted={insisted > 0 || undefined}>
      {t("files.in_the_way", { name: quote(item.file.name) })}
    </p>
  );
}

function Item({ item, place }: { item: Attachment; place: string }) {
  const { t } = useTranslation();
  const wrong = useWrong()(item);
  const { name } = item.file;
  const size = usePhone() ? 44 : 28;
  return (
    <li id={item.key} className={css.item} data-wrong={wrong !== null || undefined}>
      <span className={css.sign}>{item.preview ? <img src={item.preview} alt="" /> : <FileIcon name={name} />}</span>
      <span className={css.about}>
        <FileName name={name} />
        <Under item={item} wrong={wrong} />
      </span>
      {item.again && item.problem !== null && (
        <ActionIcon size={size} aria-label={t("files.again", { name })} onClick={() => tryAgain(place, item.key)}>
          <IconRefresh size={16} />
        </ActionIcon>
      )}
      <ActionIcon
        size={size}
        aria-label={t(item.info || item.problem ? "files.remove" : "files.cancel", { name })}
        onClick={() => detach(place, item.key)}
      >
        <IconX size={16} />
      </ActionIcon>
    </li>
  );
}

export function TrayView({ tray, waits }: { tray: Tray; waits: boolean }) {
  const { t } = useTranslation();
  return (
    <>
      {tray.items.length > 0 && (
        <ul className={css.tray} aria-label={t("files.attached")}>
          {tray.items.map((item) => (
            <Item key={item.key} item={item} place={tray.place} />
          ))}
        </ul>
      )}
      {tray.wrong && <InTheWay item={tray.wrong} insisted={tray.insisted} />}
      <span className={css.waits} role="status">
        {waits && t("files.waits")}
      </span>
    </>
  );
}
