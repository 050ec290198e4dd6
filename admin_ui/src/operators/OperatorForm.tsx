/** What is known of an operator, to be typed. */
import { Link } from "@tanstack/react-router";
import { FieldView } from "../forms/FieldView";
import { describing, FieldFrame } from "../forms/FieldFrame";
import form_css from "../forms/Form.module.css";
import type { Form } from "../forms/useForm";
import { useProblemWords } from "../texts/useProblemWords";
import { useTranslation } from "../texts/useTranslation";
import { Meter } from "../welcome/Meter";
import { Password } from "../welcome/Password";
import { strength } from "../welcome/strength";
import type { OperatorFields } from "./fields";
import css from "./Operators.module.css";

interface Props {
  form: Form;
  fields: OperatorFields;
  shown: readonly (keyof OperatorFields)[];
  fresh?: boolean;
  own?: boolean;
}

const word = (value: unknown) => (typeof value === "string" ? value : "");

function NewPassword({ form, fields: { password: field } }: Pick<Props, "form" | "fields">) {
  const typed = word(form.values.password);
  const personal = [word(form.values.name), word(form.values.email).split("@")[0] ?? ""];
  return (
    <FieldFrame field={field} path="password" form={form}>
      <Password
        {...describing("password", field.help, form.flawAt("password"))}
        autoComplete="new-password"
        value={typed}
        onChange={({ target }) => form.set("password", target.value)}
        onBlur={() => form.touch("password")}
      />
      <Meter password={typed} score={strength(typed, personal)} />
    </FieldFrame>
  );
}

/** What the server said and no field is guilty of. */
function Refused({ form: { problem } }: { form: Form }) {
  const words = useProblemWords();
  if (problem === null || problem.code === "changed_meanwhile" || Object.keys(problem.fields).length > 0) return null;
  return (
    <p className={form_css.problem} role="alert">
      {words(problem)}
    </p>
  );
}

export function OperatorForm({ form, fields, shown, fresh, own }: Props) {
  const { t } = useTranslation();
  const view = (name: keyof OperatorFields) =>
    shown.includes(name) && <FieldView field={fields[name]} path={name} value={form.values[name]} form={form} />;
  return (
    <div className={css.form}>
      <Refused form={form} />
      <div className={form_css.grid}>
        {view("name")}
        {view("display_name")}
      </div>
      {view("email")}
      {shown.includes("password") && <NewPassword form={form} fields={fields} />}
      {own && (
        <p className={form_css.help}>
          {t("operators.own_password")} <Link to="/settings/profile">{t("operators.to_profile")}</Link>
        </p>
      )}
      <div className={form_css.grid}>
        {view("chat_limit")}
        {view("language")}
      </div>
      {view("administrator")}
      {fresh && <p className={form_css.help}>{t("operators.tell_password")}</p>}
    </div>
  );
}
