// The one place where the state changes: a frame from the server, a deed of the visitor or a word from another tab goes in.
import { asked, overtaken, stored, turnedDown } from "./asked";
import { change, closing, emptyLog, insert, receive, type ChatLog } from "./chatlog";
import { forgetChats, isReply, isPassing, nameChat, without } from "./outbox";
import { logOf, type Link, type State } from "./state";
import type { Ack, ChatEvent, Config, EventPage, Refusal, ServerFrame, Session } from "./wire";

export type Action =
  | ServerFrame
  | { type: "session"; session: Session }
  | { type: "link"; link: Link }
  | { type: "older"; chat: number; page: EventPage }
  | { type: "missed"; chat: number; items: ChatEvent[] }
  | { type: "set"; values: Settings };

/** What the visitor or another tab may set as it is. */
export type Settings = Partial<Pick<State, "open" | "menu" | "emoji" | "sound" | "rung" | "language" | "theme" | "previewed" | "outbox" | "form" | "left">>;

export function reduce(state: State, action: Action): State {
  switch (action.type) {
    case "session": {
      const { token, epoch, chat, last, config } = action.session;
      return arrived(state, chat, { token, epoch, last, config });
    }
    case "link":
      return { ...state, link: action.link, typing: false };
    case "welcome": {
      const { epoch, chat, last, now } = action;
      return arrived(state, chat, { epoch, last, skew: Date.parse(now) - Date.now() });
    }
    case "resync":
      return resynced(state, action.chat);
    case "event":
      return told(state, action);
    case "ask":
      return { ...state, form: asked(state.form, action) };
    case "ack":
      return acknowledged(state, action);
    case "error":
      return refused(state, action);
    case "read": {
      const mark = action.by === "operator" ? "readByOperator" : "readByMe";
      return { ...state, chats: marked(state.chats, action.chat, mark, action.seq) };
    }
    case "typing":
      return action.by === "operator" && action.chat === state.chat ? { ...state, typing: action.text !== "" } : state;
    case "presence":
      return { ...state, config: state.config && { ...state.config, operators: action.operators } };
    case "older":
      return settled({ ...state, chats: deepened(state.chats, action.chat, action.page) });
    case "missed":
      return settled({ ...state, chats: change(state.chats, action.chat, (log) => action.items.reduce(receive, log)) });
    case "set":
      return settled({ ...state, ...action.values });
  }
}

/** Another database, or another visitor in it: nothing of the old conversations holds, only what is still to be sent. */
function forgotten(state: State): State {
  return { ...state, chats: [], chat: null, left: null, form: null, outbox: forgetChats(state.outbox) };
}

interface News {
  token?: string;
  epoch: string;
  last: number;
  config?: Config;
  skew?: number;
}

function arrived(state: State, chat: number | null | undefined, news: News): State {
  const same = (!state.epoch || state.epoch === news.epoch) && (!state.token || !news.token || state.token === news.token);
  return moved({ ...(same ? state : forgotten(state)), ...news }, chat ?? null);
}

/** Makes a conversation the current one: it stands last, and what was written before it was known goes there. */
function moved(state: State, chat: number | null): State {
  if (chat === null) return { ...state, chat };
  const log = logOf(state, chat) ?? emptyLog(chat);
  const chats = [...state.chats.filter((other) => other.id !== chat), log];
  return { ...state, chat, chats, outbox: closing(log) ? state.outbox : nameChat(state.outbox, chat) };
}

function resynced(state: State, chat: number): State {
  const next = moved(state, chat);
  const chats = change(next.chats, chat, (log) => ({ ...log, position: null, stale: true, older: undefined, earlier: null }));
  return { ...next, chats };
}

/** What stands in a conversation is on its way no more, whoever told of it first: a page of events, or another tab that still has it. */
function settled(state: State): State {
  const events = state.chats.flatMap((log) => log.events);
  return { ...state, outbox: events.reduce((outbox, event) => without(outbox, event.id), state.outbox) };
}

function told(state: State, event: ChatEvent): State {
  return settled({
    ...state,
    chats: change(state.chats, event.chat, (log) => receive(log, event)),
    form: event.seq > state.last ? overtaken(state.form, event, state.outbox) : state.form, // an older rating says nothing of this form
    typing: state.typing && event.author.type !== "operator",
  });
}

/** The message is stored; its event may come before or after this word, so it is entered without moving the position. */
function acknowledged(state: State, ack: Ack): State {
  const item = state.outbox.find((other) => other.id === ack.id);
  if (!item) return state;
  const { id, chat, seq, at } = ack;
  if (isReply(item)) return { ...state, form: stored(state.form, item), outbox: without(state.outbox, id) };
  const message = { kind: "message", author: { type: "visitor" }, data: { text: item.text, files: item.files } } as const;
  const event: ChatEvent = { type: "event", chat, seq, prev: 0, at, id, ...message };
  const chats = change(state.chats, chat, (log) => ({ ...log, events: insert(log.events, event) }));
  return settled({ ...state, chats });
}

function refused(state: State, refusal: Refusal): State {
  const { id, code, detail } = refusal;
  const item = state.outbox.find((other) => other.id === id);
  if (!item || isPassing(code)) return state;
  if (isReply(item)) return { ...state, form: turnedDown(state.form, item, refusal), outbox: without(state.outbox, id) };
  const marked = { ...item, failure: { code, detail } };
  return { ...state, outbox: state.outbox.map((other) => (other === item ? marked : other)) };
}

function marked(chats: ChatLog[], chat: number, mark: "readByOperator" | "readByMe", seq: number): ChatLog[] {
  return chats.map((log) => (log.id === chat ? { ...log, [mark]: Math.max(log[mark], seq) } : log));
}

function deepened(chats: ChatLog[], chat: number, page: EventPage): ChatLog[] {
  const known = chats.some((log) => log.id === chat) ? chats : [emptyLog(chat), ...chats];
  return change(known, chat, (log) => ({
    ...log,
    events: page.items.reduce(insert, log.events),
    older: page.next,
    earlier: page.earlier,
  }));
}
