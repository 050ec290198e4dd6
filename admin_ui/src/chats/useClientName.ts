/** What a client is called: by name, else by number. */
import { useTranslation } from "react-i18next";
import type { Row } from "../api/types";

export function useClientName(client: Row["client"]): string {
  const { t } = useTranslation();
  return client.name || t("visitor", { number: client.id });
}
