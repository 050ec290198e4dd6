// One conversation as the visitor knows it: its events in order, and what follows from them.
import type { ChatEvent, Closed, Message, Person } from "./wire";

export interface ChatLog {
  id: number;
  events: ChatEvent[];
  /** The newest seq given in order; null: the next event may follow whatever it likes. */
  position: number | null;
  /** The server told us to forget these events; they are shown until the first of the new ones comes. */
  stale: boolean;
  readByOperator: number;
  readByMe: number;
  /** Where the page of older events begins; null: there are none, and `earlier` is the conversation before this one. */
  older?: number | null;
  earlier: number | null;
}

export function emptyLog(id: number): ChatLog {
  return { id, events: [], position: null, stale: false, readByOperator: 0, readByMe: 0, earlier: null };
}

/** The list with one conversation changed; one that was not there is put at the end. */
export function change(chats: ChatLog[], id: number, how: (log: ChatLog) => ChatLog): ChatLog[] {
  const known = chats.some((log) => log.id === id) ? chats : [...chats, emptyLog(id)];
  return known.map((log) => (log.id === id ? how(log) : log));
}

/** Puts an event in its place; the same one again only fills in what was not known of it. */
export function insert(events: ChatEvent[], event: ChatEvent): ChatEvent[] {
  const at = events.findLastIndex((other) => other.seq <= event.seq);
  const same = events[at]?.seq === event.seq ? events[at] : undefined;
  return events.toSpliced(same ? at : at + 1, same ? 1 : 0, { ...event, id: event.id ?? same?.id });
}

export function receive(log: ChatLog, event: ChatEvent): ChatLog {
  const events = amend(insert(log.stale ? [] : log.events, event), event);
  return { ...log, events, stale: false, position: Math.max(log.position ?? 0, event.seq) };
}

/** What an event says of a message before it. */
function amend(events: ChatEvent[], event: ChatEvent): ChatEvent[] {
  if (event.kind !== "edited" && event.kind !== "deleted") return events;
  return events.map((other) => {
    if (other.kind !== "message" || other.seq !== event.data.seq || other.data.deleted_at) return other;
    if (event.kind === "edited" && event.data.text === undefined) return other; // deleted since, as will be told
    const data = event.kind === "edited" ? { ...other.data, text: event.data.text, edited_at: event.at } : { deleted_at: event.at };
    return { ...other, data };
  });
}

/** Addresses of files hold for a day: what has older ones must be asked for again. */
export function isOutdated(log: ChatLog): boolean {
  const addresses = log.events.flatMap((event) => (event.kind === "message" && event.data.files) || []).map((file) => file.url);
  return addresses.some((url) => Number(/until=(\d+)/.exec(url ?? "")?.[1]) * 1000 < Date.now());
}

/** Something was lost on the way if an event does not continue what we have. */
export function isGap(log: ChatLog | undefined, event: ChatEvent): boolean {
  if (!log || log.position === null || event.seq <= log.position) return false;
  return event.prev !== log.position && !log.events.some((known) => known.seq === event.prev);
}

export function closing(log: ChatLog | undefined): Closed | null {
  const last = log?.events.findLast((event) => event.kind === "closed" || event.kind === "reopened");
  return last?.kind === "closed" ? last : null;
}

export function holder(log: ChatLog | undefined): Person | null {
  const taken = log?.events.findLast((event) => event.kind === "taken");
  return taken?.kind === "taken" ? taken.data.operator : null;
}

function isAnswer(event: ChatEvent): event is Message {
  return event.kind === "message" && event.author.type !== "visitor" && !event.data.deleted_at;
}

/** The messages, of operators or automatic, that the visitor has not read yet. */
export function unread(log: ChatLog | undefined): Message[] {
  return log ? log.events.filter(isAnswer).filter((event) => event.seq > log.readByMe) : [];
}

export function lastSeq(log: ChatLog): number {
  return log.events.at(-1)?.seq ?? 0;
}

/** The newest `limit` events of all conversations: what is worth keeping between two pages. */
export function newest(chats: ChatLog[], limit: number): ChatLog[] {
  let left = limit;
  return chats
    .toReversed()
    .map((log) => {
      const events = left > 0 ? log.events.slice(-left) : [];
      left -= events.length;
      return events.length === log.events.length ? log : { ...log, events, older: events[0]?.seq };
    })
    .filter((log, index) => log.events.length > 0 || index === 0)
    .toReversed();
}
