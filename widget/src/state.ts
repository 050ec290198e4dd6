// All that the widget knows, and what the views read from it.
import type { Asked } from "./asked";
import { closing, type ChatLog } from "./chatlog";
import type { Outgoing } from "./outbox";
import type { Language } from "./texts";
import type { Config } from "./wire";

/** Both are worked on: `lost` is trouble, `off` the word of the server that there is no chat here now. */
export type Link = "idle" | "connecting" | "open" | "lost" | "off";
export type Theme = "system" | "light" | "dark";

export interface State {
  link: Link;
  token: string | null;
  epoch: string | null;
  config: Config | null;
  /** The conversation that new messages go to, as the server names it. */
  chat: number | null;
  /** The newest seq of it by the server's word: more than we have means that events are on their way. */
  last: number;
  /** Oldest first; the current one, if known, stands last. */
  chats: ChatLog[];
  outbox: Outgoing[];
  form: Asked | null;
  /** The ending, by its conversation and its seq, after which the visitor has begun a new one: a later ending counts again. */
  left: string | null;
  typing: boolean;
  /** The server's clock minus ours, in milliseconds. */
  skew: number;
  /** null: the window has never been opened. */
  open: boolean | null;
  menu: boolean;
  emoji: boolean;
  sound: boolean;
  /** The newest message that was heard, on whichever tab. */
  rung: string | null;
  /** What the visitor has chosen. */
  language: Language | null;
  /** What the site says of the page that we are on. */
  pageLanguage?: string;
  theme: Theme;
  /** The newest message whose preview was shown, on whichever tab. */
  previewed: string | null;
}

export const initial: State = {
  link: "idle",
  token: null,
  epoch: null,
  config: null,
  chat: null,
  last: 0,
  chats: [],
  outbox: [],
  form: null,
  left: null,
  typing: false,
  skew: 0,
  open: null,
  menu: false,
  emoji: false,
  sound: true,
  rung: null,
  language: null,
  theme: "system",
  previewed: null,
};

export function logOf(state: State, chat: number | null): ChatLog | undefined {
  return state.chats.find((log) => log.id === chat);
}

/** The conversation that the window speaks of: the current one, or, while that is empty, the one just closed. */
export function activeLog(state: State): ChatLog | undefined {
  const current = logOf(state, state.chat);
  const shown = current?.events.length ? current : state.chats.findLast((log) => log.events.length > 0);
  if (!shown || shown === current) return isLeft(state, shown) ? undefined : current;
  return closing(shown) && !isLeft(state, shown) ? shown : current;
}

function isLeft(state: State, log: ChatLog | undefined): boolean {
  return state.left !== null && endingName(log) === state.left;
}

/** What `left` remembers of a closed conversation. */
export function endingName(log: ChatLog | undefined): string | null {
  const closed = closing(log);
  return closed && `${closed.chat}:${closed.seq}`;
}

/** Why the window takes no messages: the conversation is done, or it was ended for good. */
export function ending(state: State): { reason: "done" | "ended"; at: string } | null {
  const closed = closing(activeLog(state));
  return closed && { reason: closed.data.reason, at: closed.at };
}

/** The conversation to name in a new message; undefined lets the server choose. */
export function destination(state: State): number | undefined {
  return state.chat === null || closing(logOf(state, state.chat)) ? undefined : state.chat;
}

export function isEmpty(state: State): boolean {
  return state.outbox.length === 0 && state.chats.every((log) => log.events.length === 0);
}

export function isOnline(state: State): boolean {
  return state.link !== "off" && Boolean(state.config?.operators.some((operator) => operator.state === "online"));
}
