/** The composer while an earlier message is edited. What was being written waits in its draft. */
import { ActionIcon, Button } from "@mantine/core";
import { IconCheck, IconPencil, IconX } from "@tabler/icons-react";
import { useEffect, useRef, type KeyboardEvent } from "react";
import { Hint } from "../shell/Hint";
import { names } from "../shell/keys";
import { hasFingers, usePhone } from "../shell/media";
import { useSession } from "../shell/session";
import { useTranslation } from "../texts/useTranslation";
import { Counter } from "./Composer";
import css from "./Composer.module.css";
import { stopEditing, writeEdit, type Editing } from "./editing";
import { Field } from "./Field";
import { mentionsIn } from "./mentions";
import { LIMIT, lengthOf, type Writing } from "./useComposer";

function useEdit(chat: number, { seq, mode, before, text }: Editing) {
  const { live } = useSession();
  const field = useRef<HTMLTextAreaElement>(null);
  const length = lengthOf(text);
  const ready = text.trim() !== "" && length <= LIMIT;
  useEffect(() => {
    const area = field.current;
    area?.focus();
    area?.setSelectionRange(area.value.length, area.value.length);
    area?.closest("[data-column]")?.querySelector(`[data-said="${seq}"]`)?.scrollIntoView({ block: "nearest" });
  }, [seq]);
  const leave = () => {
    stopEditing(chat);
    field.current?.closest("[data-column]")?.querySelector<HTMLElement>("[role=log]")?.focus();
  };
  const send = () => {
    if (!ready) return;
    const mentions = mode === "note" ? mentionsIn(text, live.feed.team.get() ?? []) : undefined;
    if (text.trim() !== before) live.mailer.edit(chat, seq, text.trim(), mode === "note", mentions);
    leave();
  };
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const plain = !event.shiftKey && !event.altKey && !event.ctrlKey && !event.metaKey;
    if (event.key !== "Escape" && (event.key !== "Enter" || !plain || hasFingers())) return;
    event.preventDefault();
    if (event.key === "Enter") send();
    else leave();
  };
  const writing: Pick<Writing, "mode" | "field" | "text" | "write" | "press"> = {
    mode,
    field,
    text,
    write: (next) => writeEdit(chat, next),
    press,
  };
  return { writing, length, ready, send, leave };
}

export function EditComposer({ chat, editing }: { chat: number; editing: Editing }) {
  const { t } = useTranslation();
  const phone = usePhone();
  const { writing, length, ready, send, leave } = useEdit(chat, editing);
  const size = phone ? 44 : 28;
  return (
    <div className={css.card} data-mode={editing.mode} data-edit>
      <div className={css.tabs}>
        <IconPencil size={16} aria-hidden />
        <b className={css.what}>{t(editing.mode === "note" ? "edit.note" : "edit.message")}</b>
        {(!phone || length > LIMIT - 200) && <Counter length={length} />}
        <Hint label={t("edit.leave")} keys={names.escape}>
          <ActionIcon size={size} aria-label={t("edit.leave")} onClick={leave}>
            <IconX size={16} />
          </ActionIcon>
        </Hint>
      </div>
      <Field writing={writing} label={t("edit.field")} />
      <div className={css.bar}>
        {!phone && <kbd aria-hidden>{names.enter}</kbd>}
        <Button
          variant="filled"
          size={phone ? "lg" : "sm"}
          className={css.send}
          disabled={!ready}
          onClick={send}
          leftSection={phone && <IconCheck size={20} />}
        >
          {t("save")}
        </Button>
      </div>
    </div>
  );
}
