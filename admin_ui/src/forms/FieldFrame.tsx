/** Around a field: its label above, help below, and a problem in the help's place. */
import { IconAlertCircle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useFormat } from "../texts/useFormat";
import { useTranslation } from "../texts/useTranslation";
import type { Field } from "./fields";
import css from "./Form.module.css";
import type { Flaw } from "./problems";
import { fieldId, type Form } from "./useForm";

export interface FieldProps<F extends Field = Field> {
  field: F;
  path: string;
  value: unknown;
  form: Form;
}

export function useFlawWords() {
  const { t } = useTranslation();
  const { number } = useFormat();
  return (flaw: Flaw | string): string => {
    if (typeof flaw === "string") return flaw;
    switch (flaw.key) {
      case "range":
        return t("form.flaw.range", { least: number(flaw.least), most: number(flaw.most) });
      case "least":
        return t("form.flaw.least", { least: number(flaw.least) });
      case "above":
        return t("form.flaw.above", { least: number(flaw.least) });
      case "most":
        return t("form.flaw.most", { most: number(flaw.most) });
      case "below":
        return t("form.flaw.below", { most: number(flaw.most) });
      case "multiple":
        return t("form.flaw.multiple", { of: number(flaw.of) });
      case "short":
      case "long":
      case "few":
      case "many":
        return t(`form.flaw.${flaw.key}`, { count: flaw.count });
      default:
        return t(`form.flaw.${flaw.key}`);
    }
  };
}

/** What ties an input to its words. */
export function describing(path: string, help: string, flaw: unknown) {
  return {
    id: fieldId(path),
    "aria-invalid": flaw ? true : undefined,
    "aria-describedby": flaw || help !== "" ? `${fieldId(path)}-words` : undefined,
  } as const;
}

export function FieldWords({ path, help, flaw }: { path: string; help: string; flaw: Flaw | string | null }) {
  const words = useFlawWords();
  const id = `${fieldId(path)}-words`;
  if (flaw)
    return (
      <p id={id} className={css.problem}>
        <IconAlertCircle size={16} aria-hidden />
        <span>{words(flaw)}</span>
      </p>
    );
  return help === "" ? null : (
    <p id={id} className={css.help}>
      {help}
    </p>
  );
}

interface Props {
  field: Field;
  path: string;
  form: Form;
  /** At the right of the label. */
  count?: ReactNode;
  /** The label names a group rather than one input. */
  group?: boolean;
  children: ReactNode;
}

export function FieldFrame({ field, path, form, count, group, children }: Props) {
  const { t } = useTranslation();
  const free = field.nullable && field.kind !== "list";
  const label = (
    <>
      {field.title}
      {free && <i> {t("form.optional")}</i>}
    </>
  );
  return (
    <div className={css.field} data-wide={field.wide || field.kind === "list" || field.kind === "group" || undefined}>
      <div className={css.label}>
        {group ? (
          <span id={`${fieldId(path)}-label`}>{label}</span>
        ) : (
          <label htmlFor={fieldId(path)}>{label}</label>
        )}
        {count}
      </div>
      {children}
      <FieldWords path={path} help={field.help} flaw={form.flawAt(path)} />
    </div>
  );
}
