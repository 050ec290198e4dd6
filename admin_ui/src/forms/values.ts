/** Values of a form: changing one deep inside, and what differs from what is stored. Pure. */

export type Values = Readonly<Record<string, unknown>>;

function changed(value: unknown, [step, ...rest]: string[], to: unknown): unknown {
  if (step === undefined) return to;
  if (Array.isArray(value)) return value.with(Number(step), changed(value[Number(step)], rest, to));
  const object = (value ?? {}) as Values;
  if (to === undefined && rest.length === 0) {
    const { [step]: _, ...others } = object;
    return others;
  }
  return { ...object, [step]: changed(object[step], rest, to) };
}

/** `to` undefined takes the value away. */
export const withValue = (values: Values, path: string, to: unknown): Values =>
  changed(values, path.split("."), to) as Values;

/** JSON without the order of keys. */
function plain(value: unknown): string {
  return (
    JSON.stringify(value, (_, part: unknown) =>
      part !== null && typeof part === "object" && !Array.isArray(part)
        ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
        : part,
    ) ?? ""
  );
}

export const changedNames = (before: Values, after: Values): string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => plain(before[name]) !== plain(after[name]),
  );
