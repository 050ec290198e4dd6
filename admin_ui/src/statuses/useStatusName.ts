/** What a status is called: as the company says, or as the product does. */
import { useTranslation } from "react-i18next";
import type { Status } from "../api/types";

export function useStatusName() {
  const { t } = useTranslation();
  return ({ builtin, name }: Pick<Status, "builtin" | "name">) => name || (builtin ? t(`status.${builtin}`) : "");
}
