/** The language that the console speaks now. */
import { useTranslation } from "react-i18next";
import { preferred, type Language } from "./i18n";

export const useLanguage = (): Language => preferred(useTranslation().i18n.language);
