/** "Give me a chat": the strategy chooses whose. */
import { useState } from "react";
import { takeNext } from "../api/calls";
import { asProblem } from "../api/problem";
import { useGo } from "../shell/place";
import { useSession } from "../shell/session";
import { tell } from "../shell/tell";
import { useProblemWords } from "../texts/useProblemWords";
import { useTranslation } from "../texts/useTranslation";

export function useNextChat() {
  const { t } = useTranslation();
  const { live } = useSession();
  const words = useProblemWords();
  const go = useGo();
  const [asking, setAsking] = useState(false);
  async function ask(): Promise<void> {
    setAsking(true);
    try {
      const row = await takeNext();
      live.feed.rows.place(row);
      go({ view: "in_progress", chat: row.id });
    } catch (error) {
      const problem = asProblem(error);
      if (problem.code === "queue_empty") tell({ text: t("next.empty"), calm: true });
      else tell({ text: words(problem) });
    }
    setAsking(false);
  }
  return { asking, ask: () => void ask() };
}
