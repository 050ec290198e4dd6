/** What a status means for a chat. Pure. */
import type { Face, Row, Status } from "../api/types";

const RETURN_WITHIN_MS = 30 * 24 * 3600_000;

export const starred = (statuses: Status[]) => statuses.find(({ star }) => star);
/** What closing without a choice means: "done", or what the company has put in its place. */
export function done(statuses: Status[]): Status | undefined {
  const ordinary = statuses.filter(({ group, builtin, hidden }) => group === "closed" && builtin !== "spam" && !hidden);
  return ordinary.find(({ builtin }) => builtin === "done") ?? ordinary[0];
}

/** The row as it will be once the server agrees. */
export function withStatus(row: Row, status: Status, me: Face, now: string): Row {
  if (status.group === "closed") return { ...row, state: "closed", status: status.id, closed_at: now };
  return { ...row, state: "in_progress", status: status.id, closed_at: null, operator: row.operator ?? me };
}

/** Which statuses one can give the chat now: from the queue it can only be closed. */
export function offered(row: Row, statuses: Status[]): Status[] {
  const shown = statuses.filter(({ hidden }) => !hidden);
  if (row.state === "queue") return shown.filter(({ group }) => group === "closed");
  return row.state === "empty" ? [] : shown;
}

/** Whoever leads a chat may hand it over while it goes on. */
export const mayTransfer = (row: Row) => row.state === "in_progress" || row.state === "queue";

/** A chat may go back to the queue for 30 days. */
export const mayReturn = (row: Row, now: number) =>
  row.state === "in_progress" && row.opened_at !== null && now - Date.parse(row.opened_at) <= RETURN_WITHIN_MS;
