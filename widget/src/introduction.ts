// What the site's script says of its visitor, made ready for the wire.
import type { Identify } from "./wire";

export interface Introduction {
  name?: unknown;
  email?: unknown;
  phone?: unknown;
  fields?: Record<string, unknown>;
}

/** Scripts hand over numbers and nulls as well; null takes back, what is not there stays. */
export function introduction({ name, email, phone, fields }: Introduction): Identify {
  const told = Object.fromEntries(Object.entries(fields ?? {}).map(([key, value]) => [key, worded(value) ?? ""]));
  return { type: "identify", name: worded(name), email: worded(email), phone: worded(phone), fields: told };
}

function worded(value: unknown): string | undefined {
  return value === undefined ? undefined : String(value ?? "");
}
