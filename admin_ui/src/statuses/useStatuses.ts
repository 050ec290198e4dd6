/** The statuses as administrators change them: each change at once, and what was refused is asked anew. */
import { useQueryClient } from "@tanstack/react-query";
import {
  addStatus,
  changeStatus,
  moveChats,
  orderStatuses,
  removeStatus,
  restoreStatus,
} from "../api/peopleCalls";
import { statusCountsQuery } from "../api/peopleQueries";
import { asProblem } from "../api/problem";
import { statusesQuery } from "../api/queries";
import type { Colour, Status } from "../api/types";
import { tell } from "../shell/tell";
import { useFormat } from "../texts/useFormat";
import { useProblemWords } from "../texts/useProblemWords";
import { useTranslation } from "../texts/useTranslation";
import { inOrder, type Group } from "./order";
import { useStatusName } from "./useStatusName";

export interface Typed {
  name: string;
  colour: Colour;
}

export function useStatuses() {
  const cache = useQueryClient();
  const { t } = useTranslation();
  const { quote } = useFormat();
  const nameOf = useStatusName();
  const words = useProblemWords();
  const again = () =>
    Promise.all([statusesQuery, statusCountsQuery].map(({ queryKey }) => cache.invalidateQueries({ queryKey })));

  /** For what has no field where a problem could stand. */
  async function doing(work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      tell({ text: words(asProblem(error)) });
      return false;
    } finally {
      await again();
    }
  }

  return {
    again,
    add: async (group: Group, typed: Typed) => {
      await addStatus({ ...typed, group });
      await again();
    },
    change: async ({ id, version = 0 }: Status, typed: Partial<Typed>) => {
      await changeStatus(id, { version, ...typed }).finally(again);
    },
    order: (group: Group, ids: readonly number[]) => {
      cache.setQueryData<Status[]>(statusesQuery.queryKey, (all) => all && starred(inOrder(all, ids), group));
      return doing(() => orderStatuses(group, [...ids]));
    },
    remove: async (status: Status) => {
      if (!(await doing(() => removeStatus(status.id)))) return;
      const action = { label: t("statuses.bring_back"), run: () => void doing(() => restoreStatus(status.id)) };
      tell({ text: t("statuses.removed", { name: quote(nameOf(status)) }), calm: true, action });
    },
    restore: (status: Status) => doing(() => restoreStatus(status.id)),
    move: async (status: Status, into: number) => {
      const { chats } = await moveChats(status.id, into);
      await again();
      return chats;
    },
  };
}
export type Statuses = ReturnType<typeof useStatuses>;

/** The first of those in progress has the star at once. */
function starred(statuses: Status[], group: Group): Status[] {
  if (group !== "in_progress") return statuses;
  const first = statuses.find((status) => status.group === group && !status.hidden);
  return statuses.map((status) => ({ ...status, star: status === first }));
}
