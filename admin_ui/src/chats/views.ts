/** The lists: which chat stands in which of them, in what order, under what heading. Follows the server's order. */
import type { Me, Row } from "../api/types";
import { passes, type Filters } from "./narrow";

export const views = ["queue", "in_progress", "online", "overdue", "all"] as const;
export type View = (typeof views)[number];
export const isView = (name: string): name is View => (views as readonly string[]).includes(name);

/** What a list is made of; `zone` and `me` are what its filters are told by. */
export interface Scope {
  view: View;
  empty: boolean;
  /** What is searched for. */
  q?: string;
  only?: { filters: Filters; zone: string; me: number };
}

export function belongs(row: Row, { view, empty, only }: Scope): boolean {
  if (only && !passes(row, only.filters, only.zone, only.me)) return false;
  const visiting = row.state === "empty" && row.online && empty;
  switch (view) {
    case "queue":
      return row.state === "queue";
    case "in_progress":
      return row.state === "in_progress";
    case "online":
      return (row.state === "in_progress" && row.online) || visiting;
    case "overdue":
      return row.overdue_since !== null && (row.state === "queue" || row.state === "in_progress");
    case "all":
      return row.state !== "empty" || visiting;
  }
}

export const groups = ["waiting", "answered", "closed", "visitors"] as const;
export type Group = (typeof groups)[number];

export function groupOf(row: Row): Group {
  if (row.state === "closed") return "closed";
  if (row.state === "empty") return "visitors";
  return row.waiting_since === null ? "answered" : "waiting";
}

function byTime(a: string | null | undefined, b: string | null | undefined): number {
  if (a === b) return 0;
  return (a ?? "") < (b ?? "") ? -1 : 1;
}
const oldestFirst = (key: (row: Row) => string | null | undefined) => (a: Row, b: Row) =>
  byTime(key(a), key(b)) || a.id - b.id;
const newestFirst = (key: (row: Row) => string | null | undefined) => (a: Row, b: Row) =>
  byTime(key(b), key(a)) || b.id - a.id;

const inQueue = oldestFirst((row) => row.opened_at);
const inOverdue = oldestFirst((row) => row.overdue_since);
/** Lists without headings: all that stands there waits for the same thing. */
export const isBare = ({ view, q }: Pick<Scope, "view" | "q">) =>
  q !== undefined || view === "queue" || view === "overdue";
const inGroup: Record<Group, (a: Row, b: Row) => number> = {
  waiting: oldestFirst((row) => row.waiting_since),
  answered: newestFirst((row) => row.last?.at),
  closed: newestFirst((row) => row.last?.at),
  visitors: (a, b) => b.id - a.id,
};

/** Negative if `a` stands above `b`. */
export function order(a: Row, b: Row, view: View): number {
  if (view === "queue") return inQueue(a, b);
  if (view === "overdue") return inOverdue(a, b);
  const group = groupOf(a);
  return groups.indexOf(group) - groups.indexOf(groupOf(b)) || inGroup[group](a, b);
}

/** Whether the chat is the operator's to answer, return, close and reopen. */
export const mayLead = (me: Pick<Me, "id" | "administrator">, row: Row) =>
  me.administrator || row.operator?.id === me.id;
