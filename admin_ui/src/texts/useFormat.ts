/** Formats in the language of the console. */
import { useMemo } from "react";
import { clockTime, dayName, duration, fullDate, number, shortMoment } from "./format";
import { quote } from "./quote";
import { useLanguage } from "./useLanguage";

export function useFormat() {
  const language = useLanguage();
  return useMemo(
    () => ({
      quote: (text: string) => quote(language, text),
      number: (value: number) => number(language, value),
      clockTime: (at: string | number) => clockTime(language, new Date(at)),
      duration: (ms: number) => duration(language, ms),
      shortMoment: (iso: string, now: number) => shortMoment(language, iso, now),
      fullDate: (iso: string) => fullDate(language, iso),
      dayName: (iso: string, now: number) => dayName(language, iso, now),
    }),
    [language],
  );
}
