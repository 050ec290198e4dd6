/** Formats in the language of the console. */
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { clockTime, dayName, duration, longDate, number, shortMoment } from "./format";

export function useFormat() {
  const { language } = useTranslation().i18n;
  return useMemo(
    () => ({
      number: (value: number) => number(language, value),
      clockTime: (at: string | number) => clockTime(language, new Date(at)),
      duration: (ms: number) => duration(language, ms),
      shortMoment: (iso: string, now: number) => shortMoment(language, iso, now),
      longDate: (iso: string) => longDate(language, iso),
      dayName: (iso: string, now: number) => dayName(language, iso, now),
    }),
    [language],
  );
}
