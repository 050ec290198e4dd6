/** What a status is called: as the company says, or as the product does. */
import type { Status } from "../api/types";
import { useTranslation } from "../texts/useTranslation";

export function useStatusName() {
  const { t } = useTranslation();
  return ({ builtin, name }: Pick<Status, "builtin" | "name">) => name || (builtin ? t(`status.${builtin}`) : "");
}
