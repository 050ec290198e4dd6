/** The fields of an operator's form. */
import { useMemo } from "react";
import type { ChoiceField, Field, NumberField, SwitchField, TextField } from "../forms/fields";
import { languages, ownNames } from "../texts/i18n";
import { useTranslation } from "../texts/useTranslation";

const MOST_CHATS = 100;
const common = { unit: "", nullable: false, required: true, initial: "" };

const text = (name: string, title: string, help: string, longest: number | null, format = ""): TextField => ({
  ...common,
  kind: "text",
  name,
  title,
  help,
  long: false,
  format,
  shortest: 1,
  longest,
  pattern: null,
});

export interface OperatorFields {
  name: TextField;
  display_name: TextField;
  email: TextField;
  password: TextField;
  chat_limit: NumberField;
  language: ChoiceField;
  administrator: SwitchField;
}

/** `fresh`: of somebody new, who needs a password. `limit` is the company's. */
export function useOperatorFields(fresh: boolean, limit: number): OperatorFields {
  const { t } = useTranslation();
  return useMemo(
    () => ({
      name: text("name", t("operators.field.name"), t("operators.field.name_help"), 64),
      display_name: text("display_name", t("operators.field.display_name"), t("operators.field.display_name_help"), 30),
      email: text("email", t("field.email"), t("operators.field.email_help"), 254, "email"),
      password: {
        ...text("password", t(fresh ? "field.password" : "operators.field.new_password"), "", null),
        required: fresh,
        shortest: fresh ? 1 : 0,
      },
      chat_limit: {
        ...common,
        kind: "number",
        name: "chat_limit",
        title: t("operators.field.limit"),
        help: t("operators.field.limit_help", { limit }),
        nullable: true,
        required: false,
        initial: null,
        whole: true,
        least: 1,
        most: MOST_CHATS,
        above: false,
        below: false,
        multipleOf: null,
      },
      language: {
        ...common,
        kind: "choice",
        name: "language",
        title: t("operators.field.language"),
        help: t("operators.field.language_help"),
        options: languages.map((one) => ({ value: one, label: ownNames[one] })),
      },
      administrator: {
        ...common,
        kind: "switch",
        name: "administrator",
        title: t("operators.roles.administrator"),
        help: t("operators.field.administrator_help"),
        initial: false,
      },
    }),
    [t, fresh, limit],
  );
}

/** Those of them that a form has. */
export const chosen = (fields: OperatorFields, names: readonly (keyof OperatorFields)[]): Field[] =>
  names.map((name) => fields[name]);
