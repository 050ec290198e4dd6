/** What a problem is called: the server's sentence, or ours where it could not say one. */
import type { Problem } from "../api/problem";
import { useTranslation } from "./useTranslation";

export function useProblemWords() {
  const { t } = useTranslation();
  return (problem: Pick<Problem, "code" | "message">): string => {
    if (problem.code === "offline") return t("problem.offline");
    return problem.message || t("problem.unknown");
  };
}
