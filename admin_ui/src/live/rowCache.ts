/** Rows in the query cache: every list that holds a chat, and the chat by itself, change together. */
import type { QueryClient } from "@tanstack/react-query";
import type { Row } from "../api/types";
import { changeRow, dropRow, placeRow, withUnread, type RowList } from "../chats/rows";
import type { Scope } from "../chats/views";
import { allRows, chatKey } from "./keys";

/** How long a frame is newer than any answer that may still be under way. */
const UNDERWAY_MS = 30_000;

/** What is hoped to become of a chat, and what the server has said of it last. */
interface Hope {
  hoped: Row;
  said: Row;
}

export class RowCache {
  private readonly recent = new Map<number, { row: Row | null; at: number }>();
  private readonly hopes = new Map<number, Hope>();

  constructor(private readonly cache: QueryClient) {}

  known(chat: number): Row | undefined {
    const single = this.cache.getQueryData<Row>(chatKey(chat));
    if (single) return single;
    for (const [, list] of this.lists()) {
      const row = list?.rows.find(({ id }) => id === chat);
      if (row) return row;
    }
    return undefined;
  }

  /**
   * Shows what is hoped for. Until that is settled, frames change everything else: none that was under way takes it back for a
   * moment. Settled with a row that is how it is; without one it is as the server has said last.
   */
  hope(hoped: Row): (row: Row | null) => void {
    const hope = { hoped, said: this.hopes.get(hoped.id)?.said ?? this.known(hoped.id) ?? hoped };
    this.hopes.set(hoped.id, hope);
    this.show(hoped);
    return (row) => {
      if (this.hopes.get(hoped.id) === hope) this.hopes.delete(hoped.id);
      this.place(row ?? hope.said);
    };
  }

  place(row: Row): void {
    this.show(this.hopeful(row));
  }

  /** What the server says of a chat, but for what is hoped for. */
  private hopeful(row: Row): Row {
    const hope = this.hopes.get(row.id);
    if (!hope) return row;
    hope.said = row;
    const { state, status, operator, closed_at } = hope.hoped;
    return { ...row, state, status, operator, closed_at };
  }

  private show(row: Row): void {
    const whole = withUnread(row, this.known(row.id));
    this.remember(row.id, whole);
    for (const [key, list] of this.lists())
      if (list) this.cache.setQueryData(key, placeRow(list, whole, key[1] as Scope));
    this.cache.setQueryData<Row>(chatKey(row.id), (now) => now && whole);
  }

  drop(chat: number): void {
    this.hopes.delete(chat);
    this.remember(chat, null);
    for (const [key, list] of this.lists()) if (list) this.cache.setQueryData(key, dropRow(list, chat));
  }

  setUnread(chat: number, unread: number): void {
    const change = (row: Row): Row => (row.unread === unread ? row : { ...row, unread });
    for (const [key, list] of this.lists()) if (list) this.cache.setQueryData(key, changeRow(list, chat, change));
    this.cache.setQueryData<Row>(chatKey(chat), (now) => now && change(now));
  }

  /** An answer asked for at `began`, with what frames have said since. */
  brought(list: RowList, scope: Scope, began: number): RowList {
    let current = list;
    for (const [chat, { row, at }] of this.recent)
      if (at >= began) current = row === null ? dropRow(current, chat) : placeRow(current, row, scope);
    return current;
  }

  /** The same of a single chat. */
  broughtRow(row: Row, began: number): Row {
    const since = this.recent.get(row.id);
    return since?.row && since.at >= began ? since.row : this.hopeful(row);
  }

  private lists() {
    return this.cache.getQueriesData<RowList>({ queryKey: allRows });
  }

  private remember(chat: number, row: Row | null): void {
    const now = performance.now();
    for (const [old, { at }] of this.recent) {
      if (now - at < UNDERWAY_MS) break;
      this.recent.delete(old);
    }
    this.recent.delete(chat);
    this.recent.set(chat, { row, at: now });
  }
}
