/** Words for every component, asked once above them all: the library's own hook gives each caller a state and an effect, which are
 * hundreds in a list. */
import type { TFunction, i18n as I18n } from "i18next";
import { createContext, useContext, useMemo, type ReactNode } from "react";
import { useTranslation as useLibrary } from "react-i18next";

interface Translation {
  t: TFunction;
  i18n: I18n;
}

const Words = createContext<Translation | null>(null);

export function WordsProvider({ children }: { children: ReactNode }) {
  const { t, i18n } = useLibrary();
  return <Words value={useMemo(() => ({ t, i18n }), [t, i18n])}>{children}</Words>;
}

export function useTranslation(): Translation {
  const words = useContext(Words);
  if (words === null) throw new Error("outside of the words");
  return words;
}
