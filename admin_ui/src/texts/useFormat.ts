/** Formats in the language of the console. */
import { useMemo } from "react";
import { clockTime, dayAndMonth, dayName, duration, fullDate, number, seconds, shortMoment } from "./format";
import { quote } from "./quote";
import { useLanguage } from "./useLanguage";

export function useFormat() {
  const language = useLanguage();
  return useMemo(
    () => ({
      quote: (text: string) => quote(language, text),
      number: (value: number) => number(language, value),
      clockTime: (at: string | number, zone?: string) => clockTime(language, new Date(at), zone),
      duration: (ms: number) => duration(language, ms),
      shortMoment: (iso: string, now: number) => shortMoment(language, iso, now),
      fullDate: (iso: string) => fullDate(language, iso),
      dayAndMonth: (iso: string) => dayAndMonth(language, iso, Date.now()),
      seconds: (ms: number) => seconds(language, ms),
      dayName: (iso: string, now: number) => dayName(language, iso, now),
    }),
    [language],
  );
}
