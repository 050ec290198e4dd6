/** The fields of a form, read from the JSON Schema that the server makes of a plugin's settings. Pure. */

export interface Schema {
  $ref?: string;
  $defs?: Record<string, Schema>;
  type?: string | string[];
  title?: string;
  description?: string;
  default?: unknown;
  format?: string;
  unit?: string;
  labels?: Record<string, string>;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  items?: Schema | false;
  properties?: Record<string, Schema>;
  required?: string[];
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  multipleOf?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  minItems?: number;
  maxItems?: number;
}

interface Common {
  name: string;
  title: string;
  help: string;
  unit: string;
  /** May be left empty, which is stored as null. */
  nullable: boolean;
  /** Has to be there, having no default. */
  required: boolean;
  /** What a new one begins with. */
  initial: unknown;
  /** Takes the whole width of the form. */
  wide?: boolean;
}
export type TextField = Common & {
  kind: "text";
  long: boolean;
  format: string;
  shortest: number;
  longest: number | null;
  pattern: string | null;
  /** What is offered while one types. */
  offered?: readonly string[];
};
export type NumberField = Common & {
  kind: "number";
  whole: boolean;
  least: number | null;
  most: number | null;
  /** Whether `least` and `most` themselves are out. */
  above: boolean;
  below: boolean;
  multipleOf: number | null;
};
export type ChoiceField = Common & { kind: "choice"; options: { value: unknown; label: string }[] };
export type SwitchField = Common & { kind: "switch" };
export type SecretField = Common & { kind: "secret" };
export type ListField = Common & { kind: "list"; item: Field; fewest: number; most: number | null };
export type GroupField = Common & { kind: "group"; fields: Field[] };
export type Field = TextField | NumberField | ChoiceField | SwitchField | SecretField | ListField | GroupField;

/** From so many characters on a text gets several lines. */
const LONG = 200;

function resolved(schema: Schema, defs: Record<string, Schema>): Schema {
  const { $ref, allOf, ...own } = schema;
  const [only] = allOf?.length === 1 ? allOf : [];
  if ($ref === undefined && only === undefined) return schema;
  const target = $ref === undefined ? only : defs[$ref.split("/").at(-1) ?? ""];
  return target ? { ...resolved(target, defs), ...own } : own;
}

const isNull = ({ type, const: only }: Schema) => type === "null" || only === null;

/** Without null among the possibilities, whatever way it is written. */
function withoutNull(schema: Schema): { schema: Schema; nullable: boolean } {
  const any = schema.anyOf ?? schema.oneOf;
  if (any) {
    const { anyOf: _, oneOf: __, ...own } = schema;
    const rest = any.filter((one) => !isNull(one));
    const nullable = rest.length < any.length;
    if (rest.length === 1) return { schema: { ...rest[0], ...own }, nullable };
    const values = rest.flatMap((one) => ("const" in one ? [one.const] : (one.enum ?? [])));
    const allFixed = rest.every((one) => "const" in one || one.enum);
    return { schema: allFixed ? { ...own, enum: values } : { ...own, anyOf: rest }, nullable };
  }
  if (schema.enum?.includes(null))
    return { schema: { ...schema, enum: schema.enum.filter((value) => value !== null) }, nullable: true };
  if (Array.isArray(schema.type)) {
    const rest = schema.type.filter((type) => type !== "null");
    return { schema: { ...schema, type: rest[0] }, nullable: rest.length < schema.type.length };
  }
  return { schema, nullable: false };
}

const fallback: Record<Field["kind"], unknown> = {
  text: "",
  number: undefined,
  choice: undefined,
  switch: false,
  secret: undefined,
  list: [],
  group: {},
};

type Kind = { kind: Field["kind"] } & Record<string, unknown>;

function kindOf(schema: Schema, defs: Record<string, Schema>): Kind | null {
  const fixed = "const" in schema ? [schema.const] : schema.enum;
  if (fixed)
    return {
      kind: "choice",
      options: fixed.map((value) => ({ value, label: schema.labels?.[String(value)] ?? String(value) })),
    };
  switch (schema.type) {
    case "string":
      return schema.format === "secret" ? { kind: "secret" } : textOf(schema);
    case "integer":
    case "number":
      return numberOf(schema);
    case "boolean":
      return { kind: "switch" };
    case "array": {
      const item = schema.items ? fieldOf("", schema.items, defs, true) : null;
      return item && { kind: "list", item, fewest: schema.minItems ?? 0, most: schema.maxItems ?? null };
    }
    case "object":
      return schema.properties ? { kind: "group", fields: fieldsIn(schema, defs) } : null;
    default:
      return null;
  }
}

const textOf = (schema: Schema): Kind => ({
  kind: "text",
  long: schema.format === "multiline" || (schema.maxLength ?? 0) > LONG,
  format: schema.format ?? "",
  shortest: schema.minLength ?? 0,
  longest: schema.maxLength ?? null,
  pattern: schema.pattern ?? null,
});

/** Between whole numbers there is nothing: beyond 0 they begin at 1. */
function numberOf({ type, minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf }: Schema): Kind {
  const whole = type === "integer";
  const above = minimum === undefined && exclusiveMinimum !== undefined && !whole;
  const below = maximum === undefined && exclusiveMaximum !== undefined && !whole;
  const next = exclusiveMinimum === undefined || above ? exclusiveMinimum : Math.floor(exclusiveMinimum) + 1;
  const last = exclusiveMaximum === undefined || below ? exclusiveMaximum : Math.ceil(exclusiveMaximum) - 1;
  const least = minimum ?? next ?? null;
  const most = maximum ?? last ?? null;
  return { kind: "number", whole, least, most, above, below, multipleOf: multipleOf ?? null };
}

function fieldOf(name: string, raw: Schema, defs: Record<string, Schema>, required: boolean): Field | null {
  const outer = withoutNull(resolved(raw, defs));
  const schema = resolved(outer.schema, defs);
  const kind = kindOf(schema, defs);
  if (kind === null) return null;
  const initial = schema.default ?? (outer.nullable && kind.kind !== "switch" ? null : fallback[kind.kind]);
  return {
    name,
    // The title of an object is the name of its class.
    title: (kind.kind === "group" ? raw.title : schema.title) ?? name,
    help: raw.description ?? (kind.kind === "group" ? "" : (schema.description ?? "")),
    unit: schema.unit ?? "",
    nullable: outer.nullable,
    required,
    initial,
    ...kind,
  } as Field;
}

function fieldsIn(schema: Schema, defs: Record<string, Schema>): Field[] {
  const required = new Set(schema.required);
  return Object.entries(schema.properties ?? {})
    .map(([name, property]) => fieldOf(name, property, defs, required.has(name)))
    .filter((field) => field !== null);
}

/** What the form cannot show is left out of it; its values stay as they are. */
export function fieldsOf(schema: Schema): Field[] {
  const defs = schema.$defs ?? {};
  return fieldsIn(resolved(schema, defs), defs);
}

/** What a new object begins with. */
export const initialOf = (fields: Field[]): Record<string, unknown> =>
  Object.fromEntries(
    fields
      .filter(({ kind }) => kind !== "secret")
      .map((field) => [field.name, field.kind === "group" ? initialOf(field.fields) : field.initial]),
  );
