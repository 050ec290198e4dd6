/** One field of a form, by its kind. */
import type { FieldProps } from "./FieldFrame";
import type { GroupField } from "./fields";
import css from "./Form.module.css";
import { ChoiceView, NumberView, SwitchView, TextView } from "./Inputs";
import { ListView } from "./ListView";
import { SecretView } from "./SecretView";

function GroupView({ field, path, value, form }: FieldProps<GroupField>) {
  const inside = (typeof value === "object" && value !== null ? value : {}) as Record<string, unknown>;
  return (
    <fieldset className={css.group}>
      <legend>{field.title}</legend>
      {field.help !== "" && <p className={css.help}>{field.help}</p>}
      <div className={css.grid}>
        {field.fields.map((one) => (
          <FieldView key={one.name} field={one} path={`${path}.${one.name}`} value={inside[one.name]} form={form} />
        ))}
      </div>
    </fieldset>
  );
}

export function FieldView({ field, ...rest }: FieldProps) {
  switch (field.kind) {
    case "text":
      return <TextView field={field} {...rest} />;
    case "number":
      return <NumberView field={field} {...rest} />;
    case "choice":
      return <ChoiceView field={field} {...rest} />;
    case "switch":
      return <SwitchView field={field} {...rest} />;
    case "secret":
      return <SecretView field={field} {...rest} />;
    case "list":
      return <ListView field={field} {...rest} />;
    case "group":
      return <GroupView field={field} {...rest} />;
  }
}
