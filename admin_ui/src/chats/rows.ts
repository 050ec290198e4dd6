/** A list of chats as far as it is loaded, and what every frame does to it. Pure. */
import type { Row } from "../api/types";
import { belongs, order, type Scope } from "./views";

export interface RowList {
  rows: Row[];
  /** Cursor of the page that follows the last row. */
  next: string | null;
  /** The search's index is not complete yet. */
  building?: boolean;
}

export const noRows: RowList = { rows: [], next: null };

/**
 * The row with my own count of unread messages. Frames are the same for everybody and leave it out: it has grown
 * by what the number of the client's messages has.
 */
export function withUnread(row: Row, known: Row | undefined): Row {
  if (typeof row.unread === "number") return row;
  const before = known ? (known.unread ?? 0) : 0;
  const grown = row.client_messages - (known?.client_messages ?? 0);
  return { ...row, unread: before + Math.max(0, grown) };
}

/** Whose last words a row shows; null: the client's, or those of nobody with a name. */
export function speakerOf({ type, id, name }: NonNullable<Row["last"]>["author"], me: number) {
  if (type === "operator" && id === me) return "me";
  return (type === "operator" || type === "plugin") && name ? { name } : null;
}

function placeFor(rows: Row[], row: Row, scope: Scope): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = rows[middle];
    if (other !== undefined && order(other, row, scope.view) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** One chat changed: it enters, moves, or leaves. Beyond what is loaded it stays with the server. */
export function placeRow(list: RowList, row: Row, scope: Scope): RowList {
  const at = list.rows.findIndex(({ id }) => id === row.id);
  if (scope.q !== undefined) return at < 0 ? list : refreshHit(list, at, row);
  if (!belongs(row, scope)) return at < 0 ? list : dropRow(list, row.id);
  const rows = [...list.rows];
  if (at >= 0) rows.splice(at, 1);
  const place = placeFor(rows, row, scope);
  if (at < 0 && place === rows.length && list.next !== null) return list;
  rows.splice(place, 0, row);
  return { ...list, rows };
}

/** What a search has found stays where it stands, as it was found. */
const refreshHit = (list: RowList, at: number, row: Row): RowList => ({
  ...list,
  rows: list.rows.with(at, { ...row, hit: list.rows[at]?.hit }),
});

export function dropRow(list: RowList, chat: number): RowList {
  const rows = list.rows.filter(({ id }) => id !== chat);
  return rows.length === list.rows.length ? list : { ...list, rows };
}

/** Changes a row where it stands. */
export function changeRow(list: RowList, chat: number, change: (row: Row) => Row): RowList {
  const at = list.rows.findIndex(({ id }) => id === chat);
  const row = list.rows[at];
  return row === undefined ? list : { ...list, rows: list.rows.with(at, change(row)) };
}

/** The following page. Rows that moved there meanwhile are already known and stay where they are. */
export function appendPage(list: RowList, page: { items: Row[]; next: string | null }, scope: Scope): RowList {
  const known = new Set(list.rows.map(({ id }) => id));
  const rows = [...list.rows, ...page.items.filter(({ id }) => !known.has(id))];
  if (scope.q !== undefined) return { ...list, rows, next: page.next };
  return { rows: rows.sort((a, b) => order(a, b, scope.view)), next: page.next };
}

/** A fresh beginning of the list; what was loaded beyond it is kept, so that nobody is thrown back while scrolling. */
export function renewBeginning(list: RowList, fresh: RowList, scope: Scope): RowList {
  const last = fresh.rows.at(-1);
  if (fresh.next === null || last === undefined || scope.q !== undefined) return fresh;
  const known = new Set(fresh.rows.map(({ id }) => id));
  const beyond = list.rows.filter((row) => !known.has(row.id) && order(last, row, scope.view) < 0);
  return beyond.length > 0 ? { rows: [...fresh.rows, ...beyond], next: list.next } : fresh;
}

export const unreadOf = (rows: Row[]) => rows.reduce((sum, row) => sum + (row.unread ?? 0), 0);
