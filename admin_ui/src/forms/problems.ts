/** What is wrong with values of a form, path by path ("sites.2"). Pure. */
import type { Field, NumberField, TextField } from "./fields";

export type Flaw =
  | { key: "empty" | "number" | "whole" | "pattern" }
  | { key: "range"; least: number; most: number }
  | { key: "least" | "above"; least: number }
  | { key: "most" | "below"; most: number }
  | { key: "multiple"; of: number }
  | { key: "short" | "long" | "few" | "many"; count: number };

export type Flaws = ReadonlyMap<string, Flaw>;

const lengthOf = (text: string) => [...text].length;

function fits(pattern: string, text: string): boolean {
  try {
    return new RegExp(pattern, "u").test(text);
  } catch {
    return true; // a pattern that only the server understands
  }
}

function ofText(field: TextField, value: unknown): Flaw | null {
  const text = typeof value === "string" ? value : "";
  if (text === "" && (field.nullable || (!field.required && field.shortest === 0))) return null;
  if (text.trim() === "" && (field.required || field.shortest > 0)) return { key: "empty" };
  const length = lengthOf(text);
  if (length < field.shortest) return { key: "short", count: field.shortest };
  if (field.longest !== null && length > field.longest) return { key: "long", count: field.longest };
  return field.pattern !== null && !fits(field.pattern, text) ? { key: "pattern" } : null;
}

function ofNumber(field: NumberField, value: unknown): Flaw | null {
  if (value === null || value === undefined || value === "") return field.nullable ? null : { key: "empty" };
  if (typeof value !== "number" || !Number.isFinite(value)) return { key: "number" };
  if (field.whole && !Number.isInteger(value)) return { key: "whole" };
  const { least, most, above, below, multipleOf } = field;
  const low = least !== null && (above ? value <= least : value < least);
  const high = most !== null && (below ? value >= most : value > most);
  if ((low || high) && least !== null && most !== null && !above && !below) return { key: "range", least, most };
  if (low) return { key: above ? "above" : "least", least };
  if (high) return { key: below ? "below" : "most", most };
  return multipleOf !== null && !isMultiple(value, multipleOf) ? { key: "multiple", of: multipleOf } : null;
}

/** 0.3 is a multiple of 0.1, whatever floating point says. */
function isMultiple(value: number, of: number): boolean {
  const times = value / of;
  return Math.abs(times - Math.round(times)) <= 1e-9 * Math.max(1, Math.abs(times));
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

function collect(
  field: Field,
  value: unknown,
  path: string,
  saved: ReadonlySet<string>,
  flaws: Map<string, Flaw>,
): void {
  const put = (flaw: Flaw | null) => flaw && flaws.set(path, flaw);
  switch (field.kind) {
    case "text":
      return void put(ofText(field, value));
    case "number":
      return void put(ofNumber(field, value));
    case "choice":
      return void put((value === undefined || value === null) && !field.nullable ? { key: "empty" } : null);
    case "secret": {
      const left = value === undefined ? saved.has(path) || !field.required : value === null && !field.required;
      return void put(left || (typeof value === "string" && value !== "") ? null : { key: "empty" });
    }
    case "list": {
      const list = Array.isArray(value) ? value : [];
      if (list.length < field.fewest) put({ key: "few", count: field.fewest });
      if (field.most !== null && list.length > field.most) put({ key: "many", count: field.most });
      return list.forEach((item, at) => collect(field.item, item, `${path}.${at}`, saved, flaws));
    }
    case "group":
      if (value === null && field.nullable) return;
      return flawsInto(field.fields, isObject(value) ? value : {}, `${path}.`, saved, flaws);
    case "switch":
      return;
  }
}

function flawsInto(
  fields: Field[],
  values: Record<string, unknown>,
  prefix: string,
  saved: ReadonlySet<string>,
  flaws: Map<string, Flaw>,
): void {
  for (const field of fields) collect(field, values[field.name], prefix + field.name, saved, flaws);
}

/** In the order of the fields. `saved`: secrets that the server has. */
export function flawsOf(fields: Field[], values: Record<string, unknown>, saved: ReadonlySet<string>): Flaws {
  const flaws = new Map<string, Flaw>();
  flawsInto(fields, values, "", saved, flaws);
  return flaws;
}
