/** What an operator is called in history: with a word for those who were deleted. */
import { useSession } from "../shell/session";
import { useStore } from "../state/store";
import { useTranslation } from "../texts/useTranslation";

export function useOperatorName() {
  const { t } = useTranslation();
  const { live } = useSession();
  const team = useStore(live.feed.team, (now) => now);
  return (id: number | null | undefined, name: string): string =>
    team === null || typeof id !== "number" || team.some((one) => one.id === id) ? name : t("operators.deleted", { name });
}
