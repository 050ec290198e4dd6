/** The language that the console speaks now. */
import { preferred, type Language } from "./i18n";
import { useTranslation } from "./useTranslation";

export const useLanguage = (): Language => preferred(useTranslation().i18n.language);
