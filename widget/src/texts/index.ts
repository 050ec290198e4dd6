// Which language the widget speaks, and how it says times, days, lists and numbers in it.
import type { State } from "../state";
import type { Forms, Texts } from "./en";

export type Language = "en" | "ru";

export interface Speech extends Texts {
  lang: Language;
  time(at: string): string;
  /** "today", "yesterday" or the date. */
  day(at: string, now: Date): string;
  list(names: string[]): string;
  count(number: number, forms: Forms): string;
  /** A file's, in bytes, kilobytes or megabytes. */
  size(bytes: number): string;
}

const CATALOGUES: Record<Language, () => Promise<{ texts: Texts }>> = {
  en: () => import("./en"),
  ru: () => import("./ru"),
};

/** The visitor's own choice, else the page's language, else the placement's, else the browser's. */
export function chosenLanguage(state: Pick<State, "language" | "pageLanguage" | "config">, browser = navigator.language): Language {
  const { language, pageLanguage, config } = state;
  return (language ?? pageLanguage ?? config?.language ?? browser).startsWith("ru") ? "ru" : "en";
}

/** In the visitor's own variety of the language, so that a Briton reads 14:03 and an American 2:03 PM. Intl throws at the
 * `en-US@posix` of Chromium without a locale. */
export async function speech(language: Language, browser = navigator.languages): Promise<Speech> {
  const { texts } = await CATALOGUES[language]();
  return speak(language, texts, browser.find((name) => name.startsWith(language) && !name.includes("@")) ?? language);
}

export function speak(lang: Language, texts: Texts, locale: string): Speech {
  const clock = new Intl.DateTimeFormat(locale, { hour: lang === "ru" ? "2-digit" : "numeric", minute: "2-digit" });
  const names = new Intl.ListFormat(locale);
  const plural = new Intl.PluralRules(locale);
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  return {
    ...texts,
    lang,
    time: (at) => clock.format(new Date(at)),
    day(at, now) {
      const days = daysAgo(at, now);
      return days < 2 ? relative.format(-days, "day") : date(locale, at, now);
    },
    list: (list) => names.format(list),
    size(bytes) {
      if (bytes < 1000) return `${Math.round(bytes)}\u00a0${lang === "ru" ? "Б" : "B"}`; // Intl says "31 byte" or "31B"
      const [value, unit] = bytes < 1e6 ? [Math.max(1, bytes / 1024), "kilobyte"] : [bytes / 1024 ** 2, "megabyte"];
      const maximumFractionDigits = value < 10 ? 1 : 0;
      return new Intl.NumberFormat(locale, { style: "unit", unit, maximumFractionDigits }).format(value);
    },
    count: (number, forms) => `${number} ${forms[plural.select(number)] ?? forms.other}`,
  };
}

function date(locale: string, at: string, now: Date): string {
  const day = new Date(at);
  const year = day.getFullYear() === now.getFullYear() ? undefined : "numeric";
  return new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year }).format(day);
}

/** Days by the calendar on the visitor's wall, not by 24 hours. */
export function daysAgo(at: string, now: Date): number {
  const start = (day: Date) => Date.UTC(day.getFullYear(), day.getMonth(), day.getDate());
  return Math.max(0, Math.round((start(now) - start(new Date(at))) / 86_400_000));
}
