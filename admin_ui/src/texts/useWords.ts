/** Texts that the server stores in every language: ours, else whatever there is. */
import { useLanguage } from "./useLanguage";

export type Words = Readonly<Record<string, string>>;

export const asWords = (value: unknown): Words | null =>
  typeof value === "object" && value !== null && Object.values(value).every((text) => typeof text === "string")
    ? (value as Words)
    : null;

export function useWords() {
  const language = useLanguage();
  return (words: Words | null): string => (words ? (words[language] ?? words.en ?? Object.values(words)[0] ?? "") : "");
}
