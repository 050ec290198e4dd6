/** Take, return, hand over, change the status. `quietly`: it undoes something, and is not to be undone itself. */
import { useQuery } from "@tanstack/react-query";
import { returnChat, setStatus, takeChat, transferChat } from "../api/calls";
import { statusesQuery } from "../api/queries";
import type { Face, Row, Status } from "../api/types";
import { serverNow } from "../live/clock";
import { useSession } from "../shell/session";
import { useDesk } from "../shell/useDesk";
import { useTranslation } from "../texts/useTranslation";
import { mayReturn, starred, withStatus } from "./status";
import { useAttempt, useDone, useRefusals } from "./useCommands";

const inHand = (row: Row, status: number | null, operator: Face): Row => ({
  ...row,
  state: "in_progress",
  status: row.status ?? status,
  operator,
});

function useStatusChange() {
  const { t } = useTranslation();
  const { me } = useSession();
  const { data: statuses = [] } = useQuery(statusesQuery);
  const attempt = useAttempt();
  const refused = useRefusals();
  const done = useDone();

  function whatWasDone(before: Row, after: Row, status: Status): string {
    if (before.state === after.state) return t("done.status");
    if (after.state !== "closed") return t("done.reopened");
    return t(status.builtin === "spam" ? "done.spam" : "done.closed");
  }

  return async function changeStatus(row: Row, status: Status, quietly = false): Promise<void> {
    if (status.id === row.status) return;
    const hoped = withStatus(row, status, me, new Date().toISOString());
    const changed = await attempt(hoped, () => setStatus(row.id, status.id), refused(row));
    if (!changed || quietly) return;
    // Where it stood in the queue there is no status to go back to.
    const before = statuses.find(({ id }) => id === row.status);
    done(whatWasDone(row, hoped, status), row, before ? (now) => changeStatus(now, before, true) : null);
  };
}

export function useMoves() {
  const { t } = useTranslation();
  const { me, live } = useSession();
  const { queue } = useDesk();
  const { data: statuses = [] } = useQuery(statusesQuery);
  const attempt = useAttempt();
  const refused = useRefusals();
  const done = useDone();
  const star = starred(statuses)?.id ?? null;
  const mine = { id: me.id, name: me.name, photo: me.photo };

  async function take(row: Row, quietly = false): Promise<void> {
    const hoped = inHand(row, star, mine);
    const taken = await attempt(hoped, () => takeChat(row.id), refused(row));
    if (!taken || quietly) return;
    done(t("done.taken"), row, mayReturn(hoped, serverNow()) ? (now) => giveBack(now, true) : null);
  }

  async function giveBack(row: Row, quietly = false): Promise<void> {
    // Too old for that: the server says so, and nothing moves meanwhile.
    const hoped: Row = mayReturn(row, serverNow()) ? { ...row, state: "queue", status: null, operator: null } : row;
    const returned = await attempt(hoped, () => returnChat(row.id), refused(row));
    if (!returned || quietly) return;
    const holder = row.operator ?? mine;
    const own = holder.id === me.id;
    const again = (now: Row) => (own ? take(now, true) : transfer(now, holder, "", true));
    done(t("done.returned"), row, queue === "take" ? again : null);
  }

  /** An operator who has given a chat away sees it no more, and cannot take it back. */
  async function transfer(row: Row, to: Face, note: string, quietly = false): Promise<boolean> {
    const hoped = inHand(row, star, to);
    const stays = me.administrator || to.id === me.id;
    const call = () => transferChat(row.id, { operator: to.id, note });
    if (!(await attempt(stays ? hoped : row, call, refused(row)))) return false;
    if (!stays) live.feed.lost(row.id, to);
    if (quietly) return true;
    const from = row.operator;
    const back = (now: Row) => (from ? transfer(now, from, "", true) : giveBack(now, true));
    const possible = me.administrator && (from !== null || mayReturn(hoped, serverNow()));
    done(t("done.transferred", { name: to.name }), row, possible ? back : null, t("transfer.undo"));
    return true;
  }

  return { take, giveBack, changeStatus: useStatusChange(), transfer };
}
