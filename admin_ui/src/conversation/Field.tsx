/** The field one writes in: grows with the text from one line to eight. In a note `@` offers colleagues. */
import type { KeyboardEvent, SyntheticEvent, TextareaHTMLAttributes } from "react";
import { useTranslation } from "../texts/useTranslation";
import css from "./Composer.module.css";
import { MentionList } from "./MentionList";
import type { Writing } from "./useComposer";
import { useMentions } from "./useMentions";

/** More than ever fits into its eight lines: a browser lays out a hundred thousand characters without a space for ten seconds. */
const MEASURED = 4000;

interface Props {
  writing: Pick<Writing, "mode" | "field" | "text" | "write" | "press">;
  placeholder?: string;
  label?: string;
  /** What others add to it. */
  also?: TextareaHTMLAttributes<HTMLTextAreaElement>;
}

export function Field({ writing, placeholder, label, also }: Props) {
  const { t } = useTranslation();
  const { mode, field, text, write, press } = writing;
  const mentioning = useMentions(writing);
  const keys = (event: KeyboardEvent<HTMLTextAreaElement>) =>
    mentioning.press(event) || (also?.onKeyDown ?? press)(event);
  const moved = (event: SyntheticEvent<HTMLTextAreaElement>) => {
    mentioning.look();
    also?.onSelect?.(event);
  };
  return (
    <>
      <MentionList mentioning={mentioning} />
      {/* The copy in ::after gives the cell its height, the field fills it. */}
      <div className={css.field} data-text={`${text.slice(0, MEASURED)} `}>
        <textarea
          ref={field}
          rows={1}
          value={text}
          aria-label={label ?? t(`composer.${mode}`)}
          placeholder={placeholder}
          onChange={({ target }) => {
            write(target.value);
            mentioning.look();
          }}
          {...also}
          {...mentioning.aria}
          onSelect={moved}
          onKeyDown={keys}
        />
      </div>
    </>
  );
}
