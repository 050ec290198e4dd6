/** What the list draws: headings and rows, each with a height known beforehand. Pure. */
import type { Row } from "../api/types";
import { hasClock } from "./clock";
import { groupOf, isBare, type Group, type Scope } from "./views";

export type Item =
  { type: "head"; group: Group; count: number } | { type: "row"; row: Row; index: number; group: Group | null };

export const heights = { head: 32, row: 68, tallRow: 76 };

/** With chips below the words. */
export const isTall = (row: Row) => hasClock(row) || row.rating?.bad === true || row.tags.length > 0;

export const heightOf = (item: Item) =>
  item.type === "head" ? heights.head : isTall(item.row) ? heights.tallRow : heights.row;

export const keyOf = (item: Item) => (item.type === "head" ? item.group : item.row.id);

/** The item at a height of the list, and where it begins. */
export function itemAt(items: Item[], y: number): { key: string | number; start: number } | null {
  let start = 0;
  for (const item of items) {
    const end = start + heightOf(item);
    if (y < end) return { key: keyOf(item), start };
    start = end;
  }
  return null;
}

/** Where an item begins; null if it is not there. */
export function startOf(items: Item[], key: string | number): number | null {
  let start = 0;
  for (const item of items) {
    if (keyOf(item) === key) return start;
    start += heightOf(item);
  }
  return null;
}

export function itemsOf(rows: Row[], scope: Pick<Scope, "view" | "q">): Item[] {
  if (isBare(scope)) return rows.map((row, index) => ({ type: "row", row, index, group: null }));
  const items: Item[] = [];
  let head: Extract<Item, { type: "head" }> | null = null;
  rows.forEach((row, index) => {
    const group = groupOf(row);
    if (head?.group !== group) items.push((head = { type: "head", group, count: 0 }));
    head.count += 1;
    items.push({ type: "row", row, index, group });
  });
  return items;
}

/** The chat so many places further; from a chat that is not in the list, the nearest to where it stood. */
export function neighbour(rows: Row[], from: number | null, step: 1 | -1, stoodAt: number): Row | undefined {
  const at = rows.findIndex(({ id }) => id === from);
  if (at >= 0) return rows[at + step];
  return rows[Math.min(rows.length - 1, Math.max(0, step > 0 ? stoodAt : stoodAt - 1))];
}
