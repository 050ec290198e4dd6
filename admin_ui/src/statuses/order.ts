/** How statuses stand, and which of them can go. Pure. */
import type { Status } from "../api/types";

export type Group = Status["group"];

export const shownIn = (statuses: Status[], group: Group): Status[] =>
  statuses.filter((status) => status.group === group && !status.hidden);

/** The list with one of its items moved to a place; the same list where there is none, or where it stands already. */
export function moved(ids: readonly number[], id: number, to: number): readonly number[] {
  if (to < 0 || to >= ids.length || to === ids.indexOf(id)) return ids;
  return ids.filter((one) => one !== id).toSpliced(to, 0, id);
}

export type Why = { key: "builtin" } | { key: "last" } | { key: "used"; chats: number };

/** Why a status cannot be deleted now; null if it can. Spam is no place where chats end. */
export function whyNot(status: Status, statuses: Status[], chats: number): Why | null {
  if (status.builtin === "spam") return { key: "builtin" };
  const ordinary = shownIn(statuses, status.group).filter(({ builtin }) => builtin !== "spam");
  if (status.group === "in_progress" && chats > 0) return { key: "used", chats };
  return ordinary.length === 1 ? { key: "last" } : null;
}

/** Put in an order; those that it does not know come last. */
export function inOrder(statuses: Status[], ids: readonly number[]): Status[] {
  const place = new Map(ids.map((id, at) => [id, at]));
  return [...statuses].sort((a, b) => (place.get(a.id) ?? ids.length) - (place.get(b.id) ?? ids.length));
}
