/** The events of one chat as far as they are loaded, and what every frame does to them. Pure. */
import type { ChatEvent, ReadMark } from "../api/types";

export interface Log {
  /** Ascending, without holes. */
  events: ChatEvent[];
  /** `before` of the page of older ones. */
  older: number | null;
  /** After `resync`: whatever comes next is a new beginning. */
  anew: boolean;
  readByClient: number;
  readByMe: number | null;
}

export const emptyLog: Log = { events: [], older: null, anew: false, readByClient: 0, readByMe: null };

export const lastSeq = (log: Log) => log.events.at(-1)?.seq ?? 0;

/** So many events stay of a chat whose end is read: a page that is open all day would fill up with what has gone by. */
const KEPT = 200;

const olderThan = (event: ChatEvent) => (event.seq > 1 ? event.seq : null);

export function logOf(page: { items: ChatEvent[]; next: number | null }): Log {
  return { ...emptyLog, events: page.items, older: page.next };
}

/** `gap`: events before this one are missing; the chat has to be watched anew from the last known one. */
const amended = (events: ChatEvent[], seq: unknown, data: (now: ChatEvent["data"]) => ChatEvent["data"]) =>
  events.map((event) => (event.seq === seq ? { ...event, data: data(event.data) } : event));

/** What was said earlier, as it is after an edit or a deletion. Pages of history hold it so already. */
function changed(events: ChatEvent[], { kind, data: { seq, text, mentions }, at }: ChatEvent): ChatEvent[] {
  if (kind === "deleted") return amended(events, seq, () => ({ deleted_at: at }));
  if (kind !== "edited" || text === undefined) return events;
  return amended(events, seq, (now) => ({ ...now, text, edited_at: at, mentions: mentions ?? now.mentions }));
}

export function addEvent(log: Log, event: ChatEvent): { log: Log; gap: boolean } {
  if (log.anew) return { log: { ...log, events: [event], older: olderThan(event), anew: false }, gap: false };
  if (event.seq <= lastSeq(log)) return { log, gap: false };
  if (event.prev > lastSeq(log)) return { log, gap: true };
  return { log: { ...log, events: [...changed(log.events, event), event] }, gap: false };
}

export function addOlder(log: Log, page: { items: ChatEvent[]; next: number | null }): Log {
  const first = log.events[0]?.seq ?? Infinity;
  const events = page.items.filter(({ seq }) => seq < first);
  return { ...log, events: [...events, ...log.events], older: page.next };
}

export const isLong = (log: Log) => log.events.length > 2 * KEPT;

/** Without what has gone by; it is loaded again when somebody scrolls up. */
export function shortened(log: Log): Log {
  if (!isLong(log)) return log;
  const events = log.events.slice(-KEPT);
  return { ...log, events, older: olderThan(events[0]!) };
}

export const resync = (log: Log): Log => ({ ...log, events: [], older: null, anew: true });

export function addRead(log: Log, mark: ReadMark, me: number): Log {
  if (mark.by === "visitor") return mark.seq > log.readByClient ? { ...log, readByClient: mark.seq } : log;
  if (mark.operator !== me || mark.seq <= (log.readByMe ?? -1)) return log;
  return { ...log, readByMe: mark.seq };
}

/** The newest thing the client wrote. */
export const lastFromClient = (log: Log) =>
  log.events.findLast((event) => event.kind === "message" && event.author.type === "visitor")?.seq ?? 0;
