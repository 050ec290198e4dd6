/** Times, durations and numbers in words, by Intl. Pure: the language and the present moment are arguments. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const formats = new Map<string, unknown>();
function cached<T>(key: string, make: () => T): T {
  if (!formats.has(key)) formats.set(key, make());
  return formats.get(key) as T;
}

const date = (language: string, options: Intl.DateTimeFormatOptions) =>
  cached(
    language + JSON.stringify(options),
    () => new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, options),
  );

const unit = (language: string, name: "day" | "hour" | "minute", value: number, digits = 1) =>
  cached(
    `${language}${name}${digits}`,
    () =>
      new Intl.NumberFormat(language, {
        style: "unit",
        unit: name,
        unitDisplay: "short",
        minimumIntegerDigits: digits,
      }),
  ).format(value);

export const number = (language: string, value: number): string =>
  cached(`${language}number`, () => new Intl.NumberFormat(language)).format(value);

/** The browser's own variety of English, as in the widget: a Briton reads 14:05, an American 2:05 PM. Chromium without a locale
 * says `en-US@posix`, which Intl throws at. */
const clockLocale = (language: string, browser: readonly string[]): string =>
  language === "en" ? (browser.find((name) => /^en(-\w+)*$/.test(name)) ?? "en") : language;

/** 14:05; in Russian the hour always has two digits. */
export function clockTime(
  language: string,
  at: Date | number,
  zone?: string,
  browser: readonly string[] = navigator.languages,
): string {
  const locale = clockLocale(language, browser);
  const hour = language === "en" ? "numeric" : "2-digit";
  return cached(
    `${locale}clock${zone ?? ""}`,
    () => new Intl.DateTimeFormat(locale, { hour, minute: "2-digit", timeZone: zone }),
  ).format(at);
}

/** 6:40; 2 ч 05 мин; 3 дн. */
export function duration(language: string, ms: number): string {
  const whole = Math.max(0, ms);
  if (whole >= DAY) return unit(language, "day", Math.floor(whole / DAY));
  const minutes = Math.floor((whole % HOUR) / MINUTE);
  if (whole >= HOUR)
    return `${unit(language, "hour", Math.floor(whole / HOUR))} ${unit(language, "minute", minutes, 2)}`;
  const seconds = Math.floor((whole % MINUTE) / 1000);
  return `${minutes}:${String(seconds).padStart(2, "0")}`;
}

const midnight = (at: number) => new Date(at).setHours(0, 0, 0, 0);
/** How many midnights lie between; a day of the clock change has 23 or 25 hours. */
export const daysAgo = (at: number, now: number): number => Math.round((midnight(now) - midnight(at)) / DAY);

export const capital = (word: string) => word.charAt(0).toLocaleUpperCase() + word.slice(1);
const relativeDay = (language: string, days: number) =>
  cached(`${language}relative`, () => new Intl.RelativeTimeFormat(language, { numeric: "auto" })).format(-days, "day");

/** The time of a row: 14:26, yesterday, 2 Oct, 2 Oct 2025. */
export function shortMoment(language: string, iso: string, now: number): string {
  const at = Date.parse(iso);
  const days = daysAgo(at, now);
  if (days <= 0) return clockTime(language, at);
  if (days === 1) return relativeDay(language, 1);
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return date(language, { day: "numeric", month: "short", ...(sameYear ? {} : { year: "numeric" }) }).format(at);
}

/** The pill over a day: "Today, 12 November". */
export function dayName(language: string, iso: string, now: number): string {
  const at = Date.parse(iso);
  const days = daysAgo(at, now);
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  const name = date(language, { day: "numeric", month: "long", ...(sameYear ? {} : { year: "numeric" }) }).format(at);
  return days === 0 || days === 1 ? `${capital(relativeDay(language, days))}, ${name}` : name;
}

/** 12 Nov 2025 */
export const fullDate = (language: string, iso: string): string =>
  date(language, { day: "numeric", month: "short", year: "numeric" }).format(new Date(iso));

/** 12 March; another year's with the year. */
export function dayAndMonth(language: string, iso: string, now: number): string {
  const at = new Date(iso);
  const sameYear = at.getFullYear() === new Date(now).getFullYear();
  return date(language, { day: "numeric", month: "long", ...(sameYear ? {} : { year: "numeric" }) }).format(at);
}

/** 0.3 s */
export const seconds = (language: string, ms: number): string =>
  cached(
    `${language}seconds`,
    () =>
      new Intl.NumberFormat(language, {
        style: "unit",
        unit: "second",
        unitDisplay: "short",
        maximumFractionDigits: 1,
      }),
  ).format(Math.max(100, ms) / 1000);
