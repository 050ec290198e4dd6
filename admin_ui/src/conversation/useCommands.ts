/** How anything is done to a chat: shown at once, corrected by the server's word, refused in words, undone while that is possible. */
import { getRows } from "../api/calls";
import { asProblem, type Problem } from "../api/problem";
import type { Face, Row } from "../api/types";
import { useGo } from "../shell/place";
import { useSession } from "../shell/session";
import { dismissOf, tell } from "../shell/tell";
import { useProblemWords } from "../texts/useProblemWords";
import { useTranslation } from "../texts/useTranslation";
import { showTransfer } from "./transfer";

/** Opens the chat that has waited longest, other than this one. */
export function useNextInQueue() {
  const go = useGo();
  return async (except: number) => {
    const { items } = await getRows({ view: "queue", limit: 2 }).catch(() => ({ items: [] }));
    go({ view: "queue", chat: items.find(({ id }) => id !== except)?.id ?? null });
  };
}

/** Shows what is hoped for, and what is true once the server has spoken; whether it was done. */
export function useAttempt() {
  const { live } = useSession();
  const { rows } = live.feed;
  return async (hoped: Row, call: () => Promise<Row | null>, refused: (problem: Problem) => void): Promise<boolean> => {
    dismissOf(hoped.id);
    const settle = rows.hope(hoped);
    try {
      await live.mailer.settled(hoped.id);
      settle((await call()) ?? hoped);
      return true;
    } catch (error) {
      if (!live.feed.gone.get().has(hoped.id)) settle(null);
      refused(asProblem(error));
      return false;
    }
  };
}

/** The words for a refusal; where somebody was faster, who, and what to go on with. */
export function useRefusals() {
  const { t } = useTranslation();
  const words = useProblemWords();
  const { me, live } = useSession();
  const next = useNextInQueue();

  function faster(chat: number, holder: Face): void {
    const action = { label: t("take.next"), run: () => void next(chat) };
    tell({ text: t("take.lost", { name: holder.name }), face: holder, action });
  }

  return (row: Row) =>
    (problem: Problem): void => {
      const lostTo = problem.status === 404 ? live.feed.gone.get().get(row.id) : null;
      if (problem.code === "too_old") {
        tell({ text: words(problem), action: { label: t("transfer.open"), run: () => showTransfer(row.id) } });
      } else if (problem.code === "chat_taken" && problem.holder !== null) {
        live.feed.rows.place({ ...row, state: "in_progress", operator: problem.holder });
        if (!me.administrator) live.feed.lost(row.id, problem.holder);
        faster(row.id, problem.holder);
      } else if (lostTo) faster(row.id, lostTo);
      else tell({ text: words(problem) });
    };
}

/** Says that it is done; for ten seconds it can be undone, if there is a way back. */
export function useDone() {
  const { t } = useTranslation();
  const { live } = useSession();
  return (text: string, row: Row, undo: ((now: Row) => unknown) | null, label = t("undo")): void => {
    const run = () => void undo?.(live.feed.rows.known(row.id) ?? row);
    tell({ text, calm: true, chat: row.id, action: undo ? { label, run, undo: true } : undefined });
  };
}
