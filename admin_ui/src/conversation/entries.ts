/** What the log draws, from the events and what is still on its way. Pure. */
import type { ChatEvent } from "../api/types";
import { daysAgo } from "../texts/format";
import type { Outgoing } from "./outbox";

export type Entry =
  | { type: "event"; key: string; event: ChatEvent }
  | { type: "message"; key: string; event: ChatEvent; first: boolean; last: boolean }
  | { type: "note"; key: string; event: ChatEvent }
  | { type: "deleted"; key: string; event: ChatEvent }
  | { type: "outgoing"; key: string; item: Outgoing; first: boolean; last: boolean }
  | { type: "new"; key: string; at: string };

export interface Day {
  /** The time of its first entry. */
  at: string;
  entries: Entry[];
}

const TOGETHER_MS = 5 * 60_000;

interface Speech {
  side: string;
  at: number;
}

function speechOf(entry: Entry | undefined, me: number): Speech | null {
  if (entry?.type === "message") {
    const { author, at } = entry.event;
    const who = author.type === "plugin" ? author.name : author.id;
    return { side: author.type === "visitor" ? "visitor" : `${author.type} ${who}`, at: Date.parse(at) };
  }
  if (entry?.type === "outgoing" && !entry.item.note) return { side: `operator ${me}`, at: Date.parse(entry.item.at) };
  return null;
}

function together(a: Entry | undefined, b: Entry | undefined, me: number): boolean {
  const [one, other] = [speechOf(a, me), speechOf(b, me)];
  return one !== null && other !== null && one.side === other.side && Math.abs(other.at - one.at) < TOGETHER_MS;
}

function entryOf(event: ChatEvent): Entry {
  const key = event.id ?? String(event.seq);
  if (event.data.deleted_at !== undefined) return { type: "deleted", key, event };
  if (event.kind === "message") return { type: "message", key, event, first: true, last: true };
  if (event.kind === "note") return { type: "note", key, event };
  return { type: "event", key, event };
}

/** They show at the message that they are about. */
const isElsewhere = ({ kind }: ChatEvent) => kind === "edited" || kind === "deleted";

const isNew = (event: ChatEvent, after: number | null) =>
  after !== null && event.seq > after && event.kind === "message" && event.author.type === "visitor";

function line(events: ChatEvent[], outgoing: Outgoing[], readUpTo: number | null): Entry[] {
  const entries: Entry[] = [];
  let divided = false;
  for (const event of events) {
    if (isElsewhere(event)) continue;
    if (!divided && isNew(event, readUpTo)) {
      entries.push({ type: "new", key: "new", at: event.at });
      divided = true;
    }
    entries.push(entryOf(event));
  }
  for (const item of outgoing) entries.push({ type: "outgoing", key: item.id, item, first: true, last: true });
  return entries;
}

function timeOf(entry: Entry): string {
  if (entry.type === "new") return entry.at;
  return entry.type === "outgoing" ? entry.item.at : entry.event.at;
}

/** `readUpTo`: where "New messages" stands, if anything is new. */
export function entriesOf(events: ChatEvent[], outgoing: Outgoing[], readUpTo: number | null, me: number): Day[] {
  const entries = line(events, outgoing, readUpTo);
  entries.forEach((entry, i) => {
    if (entry.type !== "message" && entry.type !== "outgoing") return;
    entry.first = !together(entries[i - 1], entry, me);
    entry.last = !together(entry, entries[i + 1], me);
  });
  const days: Day[] = [];
  for (const entry of entries) {
    const at = timeOf(entry);
    const day = days.at(-1);
    if (day !== undefined && daysAgo(Date.parse(day.at), Date.parse(at)) === 0) day.entries.push(entry);
    else days.push({ at, entries: [entry] });
  }
  return days;
}
