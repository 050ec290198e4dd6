/** The composer on a phone: one round line, a switch to notes, a round button. */
import { IconNote, IconSend } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import css from "./Composer.module.css";
import { Counter } from "./Composer";
import { Field } from "./Field";
import { LIMIT, type Writing } from "./useComposer";

/** Shown on a phone only when it begins to matter. */
const NEAR_LIMIT = LIMIT - 200;

export function PhoneComposer({ writing, canNote }: { writing: Writing; canNote: boolean }) {
  const { t } = useTranslation();
  const { mode, turn, length, ready, send } = writing;
  const note = mode === "note";
  return (
    <div className={css.phone} data-mode={mode}>
      {canNote && (
        <button
          type="button"
          className={css.turn}
          aria-pressed={note}
          aria-label={t("composer.note")}
          onClick={() => turn(note ? "reply" : "note")}
        >
          <IconNote size={20} />
        </button>
      )}
      <div className={css.pill}>
        <Field writing={writing} placeholder={t(note ? "composer.note_here" : "composer.reply_here")} />
        {length > NEAR_LIMIT && <Counter length={length} />}
      </div>
      <button
        type="button"
        className={css.round}
        disabled={!ready}
        onClick={send}
        aria-label={t(note ? "composer.add_note" : "composer.send")}
      >
        <IconSend size={20} />
      </button>
    </div>
  );
}
