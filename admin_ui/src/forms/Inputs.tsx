/** The simple fields: texts, numbers, choices, switches. */
import { IconChevronDown } from "@tabler/icons-react";
import { useState, type ReactNode } from "react";
import { Segments } from "../shell/Segments";
import { Knob } from "../shell/Switch";
import { useFormat } from "../texts/useFormat";
import { useTranslation } from "../texts/useTranslation";
import { describing, FieldFrame, FieldWords, type FieldProps } from "./FieldFrame";
import type { ChoiceField, NumberField, SwitchField, TextField } from "./fields";
import css from "./Form.module.css";
import { fieldId } from "./useForm";

/** The counter appears near the limit. */
const NEAR = 0.7;

function Count({ text, longest }: { text: string; longest: number | null }) {
  const { number } = useFormat();
  const length = [...text].length;
  if (longest === null || length < longest * NEAR) return null;
  return (
    <span className={css.count} data-over={length > longest || undefined}>
      {number(length)} / {number(longest)}
    </span>
  );
}

const inputTypes: Record<string, string> = { uri: "url", email: "email", tel: "tel" };

/** The bare input, also inside lists. */
export function TextInput({ field, path, value, form, label }: FieldProps<TextField> & { label?: string }) {
  const text = typeof value === "string" ? value : "";
  const change = (to: string) => form.set(path, to === "" && field.nullable ? null : to);
  const common = {
    ...describing(path, field.help, form.flawAt(path)),
    "aria-label": label,
    className: css.input,
    value: text,
    onBlur: () => form.touch(path),
  };
  if (field.long)
    return <textarea {...common} rows={4} onChange={({ target }) => change(target.value)} data-long />;
  return (
    <>
      <input
        {...common}
        // An address is not always written in full: only the keyboard of a phone should know.
        type="text"
        inputMode={(inputTypes[field.format] as "url" | undefined) ?? undefined}
        list={field.offered && `${fieldId(path)}-offered`}
        onChange={({ target }) => change(target.value)}
      />
      {field.offered && (
        <datalist id={`${fieldId(path)}-offered`}>
          {field.offered.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
    </>
  );
}

export function TextView(props: FieldProps<TextField>) {
  const { field, value } = props;
  const text = typeof value === "string" ? value : "";
  return (
    <FieldFrame {...props} count={<Count text={text} longest={field.longest} />}>
      <TextInput {...props} />
    </FieldFrame>
  );
}

const written = (value: unknown) => (typeof value === "number" || typeof value === "string" ? String(value) : "");

function numberFrom(text: string, nullable: boolean): unknown {
  const bare = text.trim().replace(/\s/g, "").replace(",", ".");
  if (bare === "") return nullable ? null : "";
  const number = Number(bare);
  return Number.isNaN(number) ? text : number;
}

const units = ["ms", "s", "min", "h", "d", "B", "KB", "MB", "GB"] as const;
const isKnown = (unit: string): unit is (typeof units)[number] => (units as readonly string[]).includes(unit);

/** The unit as it is written here; what we do not know stays as the plugin wrote it. */
function useUnit(unit: string): string {
  const { t } = useTranslation();
  return isKnown(unit) ? t(`unit.${unit}`) : unit;
}

export function NumberInput({ field, path, value, form, label }: FieldProps<NumberField> & { label?: string }) {
  const unit = useUnit(field.unit);
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <span className={css.unit}>
      <input
        {...describing(path, field.help, form.flawAt(path))}
        aria-label={label}
        className={css.input}
        inputMode={field.whole ? "numeric" : "decimal"}
        value={typed ?? written(value)}
        onChange={({ target }) => {
          setTyped(target.value);
          form.set(path, numberFrom(target.value, field.nullable));
        }}
        onBlur={() => {
          setTyped(null);
          form.touch(path);
        }}
      />
      {field.unit !== "" && <span aria-hidden>{unit}</span>}
    </span>
  );
}

export function NumberView(props: FieldProps<NumberField>) {
  const { field } = props;
  const unit = useUnit(field.unit);
  return (
    <FieldFrame {...props}>
      <NumberInput {...props} label={unit === "" ? undefined : `${field.title}, ${unit}`} />
    </FieldFrame>
  );
}

const SEGMENTS = 3;
const SHORT = 16;

export function Pick({ children, ...rest }: React.ComponentProps<"select"> & { children: ReactNode }) {
  return (
    <span className={css.pick}>
      <select className={css.input} {...rest}>
        {children}
      </select>
      <IconChevronDown size={16} aria-hidden />
    </span>
  );
}

export function ChoiceView(props: FieldProps<ChoiceField>) {
  const { t } = useTranslation();
  const { field, path, value, form } = props;
  const at = field.options.findIndex((option) => option.value === value);
  const choose = (index: number) => form.set(path, field.options[index]?.value ?? null);
  const fewAndShort =
    !field.nullable && field.options.length <= SEGMENTS && field.options.every(({ label }) => label.length <= SHORT);
  if (fewAndShort)
    return (
      <div className={css.field} id={fieldId(path)} tabIndex={-1}>
        <Segments
          label={field.title}
          value={String(at)}
          options={field.options.map(({ label }, index) => ({ value: String(index), label }))}
          change={(index) => choose(Number(index))}
        />
        <FieldWords path={path} help={field.help} flaw={form.flawAt(path)} />
      </div>
    );
  return (
    <FieldFrame {...props}>
      <Pick
        {...describing(path, field.help, form.flawAt(path))}
        value={at}
        onChange={({ target }) => choose(Number(target.value))}
      >
        {(field.nullable || at < 0) && <option value={-1}>{t(field.nullable ? "form.none" : "form.choose")}</option>}
        {field.options.map(({ label }, index) => (
          <option key={label} value={index}>
            {label}
          </option>
        ))}
      </Pick>
    </FieldFrame>
  );
}

export function SwitchView({ field, path, value, form }: FieldProps<SwitchField>) {
  return (
    <div className={css.switch}>
      <Knob
        id={fieldId(path)}
        on={value === true}
        change={(on) => form.set(path, on)}
        describedBy={field.help === "" ? undefined : `${fieldId(path)}-words`}
      />
      <div>
        <label htmlFor={fieldId(path)}>{field.title}</label>
        <FieldWords path={path} help={field.help} flaw={form.flawAt(path)} />
      </div>
    </div>
  );
}
