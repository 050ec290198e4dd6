/** Where one writes: a reply to the client, or a note that only colleagues see. */
import { Button } from "@mantine/core";
import { IconLock, IconMessageReply, IconNote } from "@tabler/icons-react";
import { useLayoutEffect, type KeyboardEvent } from "react";
import type { Row } from "../api/types";
import { EmojiButton } from "../emoji/EmojiButton";
import { AttachButton } from "../files/AttachButton";
import { DropArea } from "../files/DropArea";
import { TrayView } from "../files/TrayView";
import { useOffers, useWriter } from "../palette/offers";
import { Hint } from "../shell/Hint";
import { names } from "../shell/keys";
import { hasFingers, usePhone } from "../shell/media";
import { useSession } from "../shell/session";
import { usePress } from "../shell/usePress";
import { PickerList } from "../templates/PickerList";
import { TemplatesButton } from "../templates/TemplatesButton";
import { usePicker } from "../templates/usePicker";
import { useFormat } from "../texts/useFormat";
import { useTranslation } from "../texts/useTranslation";
import css from "./Composer.module.css";
import type { Mode } from "./drafts";
import { Field } from "./Field";
import { HeldNotice } from "./HeldNotice";
import { insertWords } from "./insert";
import { PhoneComposer } from "./PhoneComposer";
import { SendMenu } from "./SendMenu";
import { LIMIT, useComposer, type Writing } from "./useComposer";

const icons = { reply: IconMessageReply, note: IconNote };

export function Counter({ length }: { length: number }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  return (
    <span className={css.counter} data-over={length > LIMIT || undefined} title={t("composer.limit")}>
      {number(length)} / {number(LIMIT)}
    </span>
  );
}

function Tabs({ writing, modes }: { writing: Writing; modes: readonly Mode[] }) {
  const { t } = useTranslation();
  const { mode, turn } = writing;
  const arrows = (event: KeyboardEvent) => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    const other = modes.find((one) => one !== mode);
    if (other) turn(other);
  };
  return (
    <div className={css.tabList} role="tablist" aria-label={t("composer.modes")} onKeyDown={arrows}>
      {modes.map((one) => (
        <Hint key={one} label={t(`composer.${one}`)} keys={names[one]}>
          <button
            type="button"
            role="tab"
            aria-selected={one === mode}
            tabIndex={one === mode ? 0 : -1}
            onClick={() => turn(one)}
          >
            {t(`composer.${one}`)}
          </button>
        </Hint>
      ))}
    </div>
  );
}

/** Why this chat is not quite mine, if it is not. */
function useRemark(row: Row): string | null {
  const { t } = useTranslation();
  const { me } = useSession();
  if (row.state === "empty") return t("composer.takes");
  if (row.operator !== null && row.operator.id !== me.id) return t("chat.held_by", { name: row.operator.name });
  return null;
}

export function Composer({ row }: { row: Row }) {
  const { t } = useTranslation();
  const phone = usePhone();
  const writing = useComposer(row);
  const picker = usePicker(writing);
  const remark = useRemark(row);
  const { mode, turn, field, length, ready, send } = writing;
  // A chat that nobody has begun has nothing to note yet.
  const modes: readonly Mode[] = row.state === "empty" ? ["reply"] : ["reply", "note"];
  useWriter((text) => field.current && insertWords(field.current, text));
  useOffers(
    "composer",
    modes.map((to) => ({ id: to, title: t(`palette.${to}`), keys: names[to], Icon: icons[to], run: () => turn(to) })),
  );
  usePress({ reply: () => turn("reply"), note: () => modes.includes("note") && turn("note") });
  useLayoutEffect(() => {
    if (!hasFingers()) field.current?.focus();
  }, [field]);

  const notice = <HeldNotice held={writing.held} send={send} />;
  if (phone)
    return (
      <>
        {notice}
        <PhoneComposer writing={writing} picker={picker} canNote={modes.includes("note")} />
      </>
    );
  return (
    <>
      {notice}
      <div className={css.card} data-mode={mode}>
        <DropArea add={writing.tray.add} note={mode === "note"} />
        <PickerList picker={picker} />
        <div className={css.tabs}>
          <Tabs writing={writing} modes={modes} />
          {mode === "note" && (
            <span className={css.secret}>
              <IconLock size={16} aria-hidden />
              {t("composer.secret")}
            </span>
          )}
          <Counter length={length} />
        </div>
        <TrayView tray={writing.tray} waits={writing.waits} />
        <Field writing={writing} also={{ ...picker.field, onPaste: writing.tray.paste }} />
        <div className={css.bar}>
          <span className={css.tools}>
            <AttachButton tray={writing.tray} />
            <EmojiButton writing={writing} />
            <TemplatesButton open={picker.open} />
          </span>
          {remark && <span className={css.remark}>{remark}</span>}
          <kbd aria-hidden>{names.enter}</kbd>
          <span className={css.split}>
            <Button variant="filled" className={css.send} disabled={!ready} onClick={send}>
              {t(mode === "note" ? "composer.add_note" : "composer.send")}
            </Button>
            <SendMenu writing={writing} />
          </span>
        </div>
      </div>
    </>
  );
}
