/** The second line of a row: who is typing, my draft, what I have just sent, else the last words. */
import { IconClock, IconEye, IconLock, IconPaperclip, IconPencil, IconPhoto } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Row } from "../api/types";
import { isPicture } from "../files/describe";
import { useDraft } from "../conversation/drafts";
import { useSession } from "../shell/session";
import { useStore } from "../state/store";
import { useTranslation } from "../texts/useTranslation";
import css from "./ChatRow.module.css";
import { speakerOf } from "./rows";

function useAuthor(row: Row): string {
  const { t } = useTranslation();
  const { me } = useSession();
  const speaker = row.last ? speakerOf(row.last.author, me.id) : null;
  if (speaker === "me") return t("row.you");
  return speaker ? t("row.by", speaker) : "";
}

/** "Photo", "3 files", before the words if there are any. */
function Carried({ count, pictures, text }: { count: number; pictures: boolean; text: string }) {
  const { t } = useTranslation();
  if (count === 0) return null;
  const Sign = pictures ? IconPhoto : IconPaperclip;
  return (
    <>
      <Sign size={14} aria-hidden />
      {text === "" && t(pictures ? "row.photos" : "row.files", { count })}
    </>
  );
}

/** The open chat shows its draft in the composer. */
function useOwnWords(row: Row, open: boolean): ReactNode {
  const { t } = useTranslation();
  const { me, live } = useSession();
  const reply = useDraft(me.id, row.id, "reply");
  const note = useDraft(me.id, row.id, "note");
  const draft = reply.trim() === "" ? note : reply;
  const waiting = useStore(live.mailer.outbox, (box) =>
    box.findLast(
      ({ chat, state, change }) => chat === row.id && !change && (state === "waiting" || state === "sent"),
    ),
  );
  if (!open && draft.trim() !== "")
    return (
      <>
        <b className={css.draft}>
          <IconPencil size={14} aria-hidden />
          {t("row.draft")}
        </b>{" "}
        {draft}
      </>
    );
  if (waiting)
    return (
      <>
        {t("row.you")} <IconClock size={14} aria-hidden />
        <Carried
          count={waiting.files?.length ?? 0}
          pictures={waiting.files?.every(isPicture) ?? false}
          text={waiting.text}
        />
        {waiting.text}
      </>
    );
  return null;
}

function LastWords({ row }: { row: Row }) {
  const { t } = useTranslation();
  const author = useAuthor(row);
  if (row.last === null)
    return (
      <>
        <IconEye size={14} aria-hidden />
        {row.page ? row.page.title || row.page.url : t("row.silent")}
      </>
    );
  return (
    <>
      {row.last.kind === "note" && <IconLock size={14} aria-hidden />}
      {author} <Carried count={row.last.files} pictures={row.last.image} text={row.last.text} />
      {row.last.text || (row.last.files === 0 && t("row.deleted"))}
    </>
  );
}

export function Preview({ row, open }: { row: Row; open: boolean }) {
  const { t } = useTranslation();
  const { live } = useSession();
  const typing = useStore(live.feed.typing.store, (all) => all.get(row.id)?.by === "visitor");
  const own = useOwnWords(row, open);
  if (typing) return <span className={css.typing}>{t("row.typing")}</span>;
  return <span className={css.preview}>{own ?? <LastWords row={row} />}</span>;
}
