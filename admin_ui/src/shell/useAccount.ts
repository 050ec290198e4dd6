/** What one changes about oneself. */
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { changeOperator, signOut } from "../api/calls";
import { meQuery } from "../api/queries";
import type { Me } from "../api/types";
import { rememberLanguage, setWords, type Language } from "../texts/i18n";
import { useSession } from "./session";

export function useChangeLanguage() {
  const cache = useQueryClient();
  const { me } = useSession();
  return (language: Language) => {
    rememberLanguage(language);
    void setWords(language);
    cache.setQueryData<Me>(meQuery.queryKey, (now) => now && { ...now, language });
    // The browser remembers the choice too; if the server cannot now, nothing is lost but the other devices.
    changeOperator(me.id, { language }).catch(() => {});
  };
}

export function useSignOut() {
  const cache = useQueryClient();
  const navigate = useNavigate();
  return () =>
    void signOut()
      .catch(() => {})
      .finally(() => {
        cache.clear();
        void navigate({ to: "/login" });
      });
}
