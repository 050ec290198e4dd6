/** The field one writes in: grows with the text from one line to eight. */
import { useTranslation } from "react-i18next";
import css from "./Composer.module.css";
import type { Writing } from "./useComposer";

export function Field({ writing, placeholder }: { writing: Writing; placeholder?: string }) {
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
      />
    </div>
  );
}
