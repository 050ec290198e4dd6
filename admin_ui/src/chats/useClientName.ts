/** What a client is called: by name, else by number. */
import type { Row } from "../api/types";
import { useTranslation } from "../texts/useTranslation";

export function useClientName(client: Row["client"]): string {
  const { t } = useTranslation();
  return client.name || t("visitor", { number: client.id });
}
