/** The field one writes in: grows with the text from one line to eight. */
import type { TextareaHTMLAttributes } from "react";
import { useTranslation } from "react-i18next";
import css from "./Composer.module.css";
import type { Writing } from "./useComposer";

interface Props {
  writing: Writing;
  placeholder?: string;
  /** What others add to it. */
  also?: TextareaHTMLAttributes<HTMLTextAreaElement>;
}

export function Field({ writing, placeholder, also }: Props) {
  const { t } = useTranslation();
  const { mode, field, text, write, press } = writing;
  return (
    // The copy in ::after gives the cell its height, the field fills it.
    <div className={css.field} data-text={`${text} `}>
      <textarea
        ref={field}
        rows={1}
        value={text}
        aria-label={t(`composer.${mode}`)}
        placeholder={placeholder}
        onChange={({ target }) => write(target.value)}
        onKeyDown={press}
        {...also}
      />
    </div>
  );
}
