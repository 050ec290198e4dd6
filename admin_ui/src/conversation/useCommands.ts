/** Take, return, change the status: shown at once, corrected by the server's word. */
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { getRows, returnChat, setStatus, takeChat } from "../api/calls";
import { asProblem, type Problem } from "../api/problem";
import { statusesQuery } from "../api/queries";
import type { Row, Status } from "../api/types";
import { useGo } from "../shell/place";
import { useSession } from "../shell/session";
import { tell } from "../shell/tell";
import { useProblemWords } from "../texts/useProblemWords";
import { starred, withStatus } from "./status";

/** Opens the chat that has waited longest, other than this one. */
export function useNextInQueue() {
  const go = useGo();
  return async (except: number) => {
    const { items } = await getRows({ view: "queue", limit: 2 }).catch(() => ({ items: [] }));
    go({ view: "queue", chat: items.find(({ id }) => id !== except)?.id ?? null });
  };
}

export function useCommands(row: Row) {
  const { t } = useTranslation();
  const words = useProblemWords();
  const { me, live } = useSession();
  const { data: statuses = [] } = useQuery(statusesQuery);
  const next = useNextInQueue();
  const { rows } = live.feed;

  async function attempt(hoped: Row, call: () => Promise<Row>, refused: (problem: Problem) => void): Promise<void> {
    const before = rows.known(row.id) ?? row;
    rows.place(hoped);
    try {
      await live.mailer.settled(row.id);
      rows.place(await call());
    } catch (error) {
      if (!live.feed.gone.get().has(row.id)) rows.place(before);
      refused(asProblem(error));
    }
  }

  const say = (problem: Problem) => tell({ text: words(problem) });

  function tooLate(problem: Problem): void {
    const { holder } = problem;
    if (problem.code !== "chat_taken" || holder === null) return say(problem);
    rows.place({ ...row, state: "in_progress", operator: holder });
    if (!me.administrator) live.feed.lost(row.id, holder);
    const action = { label: t("take.next"), run: () => void next(row.id) };
    tell({ text: t("take.lost", { name: holder.name }), face: holder, action });
  }

  const mine = { id: me.id, name: me.name, photo: me.photo };
  return {
    take: () =>
      attempt(
        { ...row, state: "in_progress", status: starred(statuses)?.id ?? null, operator: mine },
        () => takeChat(row.id),
        tooLate,
      ),
    giveBack: () => attempt({ ...row, state: "queue", status: null, operator: null }, () => returnChat(row.id), say),
    changeStatus: (status: Status) =>
      attempt(withStatus(row, status, mine, new Date().toISOString()), () => setStatus(row.id, status.id), say),
  };
}
