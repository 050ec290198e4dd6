/** What is on its way to the server: in what order it goes, and what becomes of it. Pure. */
import type { SentFile, ToServer } from "../api/types";

export interface Outgoing {
  /** Ours, kept through every repetition, so that the server stores the message once. */
  id: string;
  chat: number;
  text: string;
  note: boolean;
  /** Operators whom a note calls by name. */
  mentions?: number[];
  /** Which message it changes, if it is no new one. */
  change?: { seq: number; what: "edit" | "delete" };
  /** Sent ahead already; the addresses are those of previews in this page. */
  files?: SentFile[];
  /** When it was written; also the order. */
  at: string;
  /** `sent`: waits for the server's word. `stored`: waits for its event. */
  state: "waiting" | "sent" | "stored" | "failed";
  seq?: number;
  reason?: { code: string; detail: string };
}

export type Outbox = readonly Outgoing[];

export function frameOf({ id, chat, text, note, mentions, files, change }: Outgoing): ToServer {
  if (change === undefined) return { type: "send", id, chat, text, note, mentions, files: files?.map((file) => file.id) };
  const { seq, what } = change;
  return what === "delete" ? { type: "delete", id, chat, seq } : { type: "edit", id, chat, seq, text, mentions };
}

const change = (box: Outbox, id: string, fields: Partial<Outgoing>): Outbox =>
  box.map((item) => (item.id === id ? { ...item, ...fields } : item));

export const add = (box: Outbox, item: Outgoing): Outbox => [...box, item];

/** What may go now: of each chat the oldest that waits, once nothing of it is under way. */
export function due(box: Outbox): Outgoing[] {
  const busy = new Set(box.filter(({ state }) => state === "sent").map(({ chat }) => chat));
  return box.filter((item) => {
    if (item.state !== "waiting" || busy.has(item.chat)) return false;
    busy.add(item.chat);
    return true;
  });
}

/** Whether the server has yet to say its word about something written in the chat. */
export const isUnderWay = (box: Outbox, chat: number): boolean =>
  box.some((item) => item.chat === chat && (item.state === "waiting" || item.state === "sent"));

export const sent = (box: Outbox, id: string): Outbox => change(box, id, { state: "sent" });

export const stored = (box: Outbox, id: string, seq: number): Outbox => change(box, id, { state: "stored", seq });

/** Its event has come, or will not be drawn: `upTo` is the newest one of the chat. */
export const arrived = (box: Outbox, chat: number, upTo: number): Outbox => {
  const left = box.filter((item) => !(item.chat === chat && item.state === "stored" && (item.seq ?? 0) <= upTo));
  return left.length === box.length ? box : left;
};

export const failed = (box: Outbox, id: string, reason: { code: string; detail: string }): Outbox =>
  change(box, id, { state: "failed", reason });

/** Once more, under the same id. */
export const again = (box: Outbox, id: string): Outbox => change(box, id, { state: "waiting", reason: undefined });

export const discarded = (box: Outbox, id: string): Outbox => box.filter((item) => item.id !== id);

/** The connection broke: whatever had no answer goes again, under the same id. */
export const interrupted = (box: Outbox): Outbox =>
  box.map((item) => (item.state === "sent" ? { ...item, state: "waiting" } : item));

export const ofChat = (box: Outbox, chat: number): Outgoing[] =>
  box.filter((item) => item.chat === chat && item.change === undefined);

/** By the number of the message: how it is to be changed, the latest wish of several. */
export const changesOf = (box: Outbox, chat: number): ReadonlyMap<number, Outgoing> =>
  new Map(box.flatMap((item) => (item.chat === chat && item.change ? [[item.change.seq, item]] : [])));
