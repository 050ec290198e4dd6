/** Operators for filters: those who are here by name, then those who were deleted, with a word for it. */
import { useQuery } from "@tanstack/react-query";
import { operatorsQuery } from "../api/queries";
import { useTranslation } from "../texts/useTranslation";

export function useEverybody(enabled: boolean): { id: number; name: string }[] {
  const { t } = useTranslation();
  const { data } = useQuery({ ...operatorsQuery, enabled });
  if (!data) return [];
  const gone = data.deleted.map(({ id, name }) => ({ id, name: t("operators.deleted", { name }) }));
  return [...data.items, ...gone];
}
