/** The composer on a phone: a plus for all else, one round line, a round button. */
import { IconSend } from "@tabler/icons-react";
import { EmojiButton } from "../emoji/EmojiButton";
import { TrayView } from "../files/TrayView";
import { PickerList } from "../templates/PickerList";
import type { Picker } from "../templates/usePicker";
import { useTranslation } from "../texts/useTranslation";
import css from "./Composer.module.css";
import { Counter } from "./Composer";
import { Field } from "./Field";
import { PhonePlus } from "./PhonePlus";
import { LIMIT, type Writing } from "./useComposer";

/** Shown on a phone only when it begins to matter. */
const NEAR_LIMIT = LIMIT - 200;

interface Props {
  writing: Writing;
  picker: Picker;
  canNote: boolean;
}

export function PhoneComposer({ writing, picker, canNote }: Props) {
  const { t } = useTranslation();
  const { mode, length, ready, send } = writing;
  const note = mode === "note";
  return (
    <div className={css.phone} data-mode={mode}>
      <PickerList picker={picker} />
      <div className={css.above}>
        <TrayView tray={writing.tray} waits={writing.waits} />
      </div>
      <PhonePlus writing={writing} canNote={canNote} />
      <div className={css.pill}>
        <Field
          writing={writing}
          also={{ ...picker.field, onPaste: writing.tray.paste }}
          placeholder={t(note ? "composer.note_here" : "composer.reply_here")}
        />
        {length > NEAR_LIMIT && <Counter length={length} />}
        <EmojiButton writing={writing} />
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
