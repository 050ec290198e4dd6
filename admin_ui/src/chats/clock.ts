/** How a chat stands with time: overdue, how long until it is, or how long the client has waited. Pure. */
import type { Row } from "../api/types";

export type Clock =
  | { kind: "overdue"; ms: number }
  | { kind: "due"; ms: number; soon: boolean; title: Readonly<Record<string, string>> | null }
  | { kind: "waits"; ms: number; long: boolean };

/** Waiting longer than this is shown in amber where there is no deadline. */
const LONG_WAIT_MS = 5 * 60_000;
/** The last part of the time in which it is amber. */
const LAST = 1 / 3;

type Times = Pick<Row, "state" | "overdue_since" | "due_at" | "due_since" | "due_title" | "waiting_since">;

/** Since when its client waits. A closed chat remembers it, yet nobody waits there. */
const waitsSince = (row: Times) => (row.state === "closed" ? null : row.waiting_since);

export function clockOf(row: Times, now: number): Clock | null {
  if (row.overdue_since !== null) return { kind: "overdue", ms: Math.max(0, now - Date.parse(row.overdue_since)) };
  if (row.due_at !== null) {
    const due = Date.parse(row.due_at);
    const since = row.due_since === null ? null : Date.parse(row.due_since);
    const left = Math.max(0, due - now);
    return { kind: "due", ms: left, soon: since !== null && left <= (due - since) * LAST, title: row.due_title };
  }
  const since = waitsSince(row);
  if (since === null) return null;
  const ms = now - Date.parse(since);
  return { kind: "waits", ms, long: ms >= LONG_WAIT_MS };
}

export const hasClock = (row: Times) =>
  row.overdue_since !== null || row.due_at !== null || waitsSince(row) !== null;
