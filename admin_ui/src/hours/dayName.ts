/** Days of the week by name. Pure. */

/** 2024 began on a Monday. */
const MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 24 * 60 * 60_000;

export function dayName(language: string, day: number): string {
  const name = new Intl.DateTimeFormat(language, { weekday: "long", timeZone: "UTC" }).format(MONDAY + day * DAY_MS);
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}
