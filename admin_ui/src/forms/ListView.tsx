/** A list: its rows stand in place and can be moved, taken away, added. */
import { ActionIcon } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconPlus, IconX } from "@tabler/icons-react";
import { useFormat } from "../texts/useFormat";
import { useTranslation } from "../texts/useTranslation";
import { FieldFrame, FieldWords, type FieldProps } from "./FieldFrame";
import { FieldView } from "./FieldView";
import { initialOf, type Field, type ListField } from "./fields";
import css from "./Form.module.css";
import { NumberInput, TextInput } from "./Inputs";
import { fieldId, type Form } from "./useForm";

const newItem = (item: Field) => (item.kind === "group" ? initialOf(item.fields) : item.initial);

interface ItemProps {
  item: Field;
  path: string;
  value: unknown;
  form: Form;
  label: string;
}

function Item({ item, path, value, form, label }: ItemProps) {
  if (item.kind === "text") return <TextInput field={item} path={path} value={value} form={form} label={label} />;
  if (item.kind === "number") return <NumberInput field={item} path={path} value={value} form={form} label={label} />;
  if (item.kind === "group")
    return (
      <div className={css.grid}>
        {item.fields.map((field) => (
          <FieldView
            key={field.name}
            field={field}
            path={`${path}.${field.name}`}
            value={(value as Record<string, unknown> | null)?.[field.name]}
            form={form}
          />
        ))}
      </div>
    );
  return <FieldView field={{ ...item, title: label }} path={path} value={value} form={form} />;
}

interface RowProps extends FieldProps<ListField> {
  list: unknown[];
  at: number;
}

function ListRow({ field, path, form, list, at }: RowProps) {
  const { t } = useTranslation();
  const here = `${path}.${at}`;
  const label = t("form.item", { name: field.title, number: at + 1 });
  const move = (by: 1 | -1) => form.set(path, list.with(at, list[at + by]).with(at + by, list[at]));
  const remove = () => {
    form.set(path, list.toSpliced(at, 1));
    requestAnimationFrame(() => document.getElementById(fieldId(`${path}.add`))?.focus());
  };
  return (
    <li>
      <div className={css.item} role="group" aria-label={label}>
        <Item item={field.item} path={here} value={list[at]} form={form} label={label} />
        <ActionIcon size={28} aria-label={t("form.up")} disabled={at === 0} onClick={() => move(-1)}>
          <IconArrowUp size={16} />
        </ActionIcon>
        <ActionIcon size={28} aria-label={t("form.down")} disabled={at === list.length - 1} onClick={() => move(1)}>
          <IconArrowDown size={16} />
        </ActionIcon>
        <ActionIcon size={28} aria-label={t("form.remove", { name: label })} onClick={remove}>
          <IconX size={16} />
        </ActionIcon>
      </div>
      {field.item.kind !== "group" && <FieldWords path={here} help="" flaw={form.flawAt(here)} />}
    </li>
  );
}

export function ListView(props: FieldProps<ListField>) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const { field, path, value, form } = props;
  const list = Array.isArray(value) ? (value as unknown[]) : [];
  const full = field.most !== null && list.length >= field.most;
  const add = () => {
    form.set(path, [...list, newItem(field.item)]);
    requestAnimationFrame(() => document.getElementById(fieldId(`${path}.${list.length}`))?.focus());
  };
  const most = field.most === null ? "" : number(field.most);
  const count = field.most === null ? number(list.length) : t("form.count", { count: list.length, most });
  return (
    <FieldFrame {...props} group count={<span className={css.count}>{list.length > 0 && count}</span>}>
      <ul className={css.items} aria-labelledby={`${fieldId(path)}-label`} id={fieldId(path)} tabIndex={-1}>
        {list.map((_, at) => (
          <ListRow key={at} {...props} list={list} at={at} />
        ))}
      </ul>
      {!full && (
        <button type="button" className={css.add} id={fieldId(`${path}.add`)} onClick={add}>
          <IconPlus size={16} aria-hidden />
          {t("form.add")}
        </button>
      )}
    </FieldFrame>
  );
}
