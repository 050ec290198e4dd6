/** The page around sign-in and first run: the name of the product, and the language. */
import { useTranslation } from "../texts/useTranslation";
import "./mantine.css";
import type { ReactNode } from "react";
import { Logo } from "../shell/Logo";
import { languages, ownNames, rememberLanguage, setWords, type Language } from "../texts/i18n";
import css from "./Frame.module.css";

function choose(language: Language): void {
  rememberLanguage(language);
  void setWords(language);
}

export function Frame({ children }: { children: ReactNode }) {
  const { t, i18n } = useTranslation();
  return (
    <div className={css.page}>
      <header className={css.bar}>
        <Logo size={28} />
        <span className={css.product}>{t("product")}</span>
        <span className={css.languages}>
          {languages.map((language) => (
            <button
              key={language}
              type="button"
              lang={language}
              aria-pressed={i18n.language === language}
              onClick={() => choose(language)}
            >
              {ownNames[language]}
            </button>
          ))}
        </span>
      </header>
      {children}
    </div>
  );
}
