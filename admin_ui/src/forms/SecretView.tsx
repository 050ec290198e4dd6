/** A value that can be written but not read: "saved on 12 March · Replace". */
import { IconLock } from "@tabler/icons-react";
import { useFormat } from "../texts/useFormat";
import { useTranslation } from "../texts/useTranslation";
import { describing, FieldFrame, type FieldProps } from "./FieldFrame";
import type { SecretField } from "./fields";
import css from "./Form.module.css";
import { fieldId } from "./useForm";

export function SecretView(props: FieldProps<SecretField>) {
  const { t } = useTranslation();
  const { dayAndMonth } = useFormat();
  const { field, path, value, form } = props;
  const saved = form.secrets[path];
  const turn = (to: unknown) => {
    form.set(path, to);
    requestAnimationFrame(() => document.getElementById(fieldId(path))?.focus());
  };
  const keep = { onClick: () => turn(undefined), children: t("form.secret.keep") };
  if (saved !== undefined && (value === undefined || value === null))
    return (
      <FieldFrame {...props} group>
        <div className={css.secret}>
          <IconLock size={16} aria-hidden />
          <span>{value === null ? t("form.secret.leaving") : t("form.secret.saved", { date: dayAndMonth(saved) })}</span>
          {value === null ? (
            <button type="button" id={fieldId(path)} {...keep} />
          ) : (
            <button
              type="button"
              id={fieldId(path)}
              aria-label={t("form.secret.replace_what", { name: field.title })}
              onClick={() => turn("")}
            >
              {t("form.secret.replace")}
            </button>
          )}
          {value === undefined && field.nullable && (
            <button
              type="button"
              aria-label={t("form.secret.remove_what", { name: field.title })}
              onClick={() => turn(null)}
            >
              {t("form.secret.remove")}
            </button>
          )}
        </div>
      </FieldFrame>
    );
  return (
    <FieldFrame {...props}>
      <div className={css.withButton}>
        <input
          {...describing(path, field.help, form.flawAt(path))}
          className={css.input}
          type="password"
          autoComplete="new-password"
          spellCheck={false}
          value={typeof value === "string" ? value : ""}
          // What was never given and is empty again is not there.
          onChange={({ target }) => form.set(path, saved === undefined ? target.value || undefined : target.value)}
          onBlur={() => form.touch(path)}
        />
        {saved !== undefined && <button type="button" {...keep} />}
      </div>
    </FieldFrame>
  );
}
