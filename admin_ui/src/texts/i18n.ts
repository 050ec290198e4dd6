/** The words of the console: one catalogue a language, loaded when it is needed. */
import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { speak } from "../api/client";
import { keep, recall } from "../state/storage";
import type en from "./en.json";

export const languages = ["ru", "en"] as const;
export type Language = (typeof languages)[number];
export const ownNames: Record<Language, string> = { ru: "Русский", en: "English" };

declare module "i18next" {
  interface CustomTypeOptions {
    resources: { translation: typeof en };
  }
}

const catalogues: Record<Language, () => Promise<{ default: object }>> = {
  ru: () => import("./ru.json"),
  en: () => import("./en.json"),
};

const known = (code: string | null | undefined): Language | undefined =>
  languages.find((language) => code?.toLowerCase().startsWith(language));

/** One's own choice, else the company's language, else the browser's. */
export function preferred(own: string | null | undefined, company?: string): Language {
  const browsers = navigator.languages.map(known).find((language) => language !== undefined);
  return known(own) ?? known(company) ?? browsers ?? "en";
}

export const chosenLanguage = () => recall("language");
export const rememberLanguage = (language: Language) => keep("language", language);

export async function setWords(language: Language): Promise<void> {
  const words = await catalogues[language]();
  i18next.addResourceBundle(language, "translation", words.default);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  speak(language);
}

export async function startWords(language: Language): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: language,
    resources: {},
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  await setWords(language);
}
