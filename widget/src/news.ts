// What a change means to the site's own script, and whether the visitor should hear it.
import { unread } from "./chatlog";
import type { Action } from "./reduce";
import { activeLog, logOf, type State } from "./state";
import type { ChatEvent, Message } from "./wire";

/** What `Besedka.on` tells, by name. */
export interface News {
  /** The chat can be used. */
  ready: undefined;
  open: undefined;
  close: undefined;
  /** Of either side, as it comes; what is loaded from history is not told. */
  message: { chat: number; from: "visitor" | "operator" | "system"; name: string | null; text: string; files: number; at: string };
  unread: { count: number };
  chat_started: { chat: number };
  chat_closed: { chat: number };
}

type Told = { [Name in keyof News]: [Name, News[Name]] }[keyof News];

/** Older than this, it comes from history. */
const FRESH = 60_000;

export function news(before: State, after: State, action: Action): Told[] {
  const told: Told[] = [];
  if (Boolean(before.open) !== Boolean(after.open)) told.push([after.open ? "open" : "close", undefined]);
  for (const event of newEvents(before, after, action)) {
    const { chat } = event;
    const isFirst = !logOf(before, chat)?.events.length;
    if (isFirst) told.push(["chat_started", { chat }]);
    if (event.kind === "message") told.push(["message", describe(event)]);
    if (event.kind === "closed") told.push(["chat_closed", { chat }]);
  }
  const count = unread(activeLog(after)).length;
  if (count !== unread(activeLog(before)).length) told.push(["unread", { count }]);
  return told;
}

/** What has just been said, by the server or, for one's own, by the ack. */
function newEvents(before: State, after: State, action: Action): ChatEvent[] {
  if (action.type !== "event" && action.type !== "ack") return [];
  const { chat, seq } = action;
  const now = Date.now() + after.skew;
  const known = logOf(before, chat)?.events ?? [];
  return (logOf(after, chat)?.events ?? []).filter(
    (event) => event.seq === seq && known.every((other) => other.seq !== seq) && now - Date.parse(event.at) < FRESH,
  );
}

function describe({ chat, author, data, at }: Message): News["message"] {
  const from = author.type === "visitor" || author.type === "operator" ? author.type : "system";
  return { chat, from, name: author.name ?? null, text: data.text ?? "", files: data.files?.length ?? 0, at };
}
