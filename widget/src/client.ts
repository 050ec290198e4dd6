// The visitor's side of the conversation: holds the state, speaks with the server, remembers.
import { isGap, isOutdated, lastSeq, newest, unread } from "./chatlog";
import type { Attachment } from "./attached";
import { askEvents, askSession, type Server } from "./calls";
import { Connection } from "./connection";
import { Delivery } from "./delivery";
import { introduction, type Introduction } from "./introduction";
import { Memory, type Saved, type Sheet } from "./memory";
import { news, type News } from "./news";
import { carryOver, withReply, without } from "./outbox";
import { reduce, type Action, type Settings } from "./reduce";
import { small } from "./screen";
import { activeLog, destination, ending, endingName, initial, logOf, type State } from "./state";
import { chosenLanguage } from "./texts";
import { TypingNotice } from "./typing";
import { currentPage, watchPage } from "./visit";
import type { Hello, ServerFrame, StoredFile } from "./wire";

export interface Place extends Server {
  /** The key of localStorage. */
  key: string;
  /** What the loader was told: false when the channel is switched off. */
  on?: boolean;
}

export type Tell = <Name extends keyof News>(name: Name, detail?: News[Name]) => void;

const KEPT_EVENTS = 50;
const SAVE_PAUSE = 300;
const READ_PAUSE = 100;
const TYPING_SHOWN = 6000;
/** More than could be sent need not be told while it is typed: a whole book would be more than a frame holds. */
const TOLD = 8000;
const SHARED = ["token", "epoch", "chat", "config", "left", "form", "open", "language", "theme", "previewed", "sound", "rung"] as const;

export class Client {
  state: State;
  draft: string;
  /** What is typed into the form's fields and not sent yet. */
  sheet: Sheet;
  attached: readonly Attachment[] = [];
  /** The message goes as soon as its files are on the server. */
  isHeld = false;
  #atEnd = false;
  #loadingOlder = false;
  /** A conversation that was left for another while we were away, and may have gone on. */
  #behind: number | null = null;
  #gap: number | null = null;
  #marking: ReturnType<typeof setTimeout> | undefined;
  #hush: ReturnType<typeof setTimeout> | undefined;
  #saving: ReturnType<typeof setTimeout> | undefined;
  readonly #place: Place;
  #changed = () => {};
  #tell: Tell = () => {};
  #isReady = false;
  #introduction: Introduction | undefined;
  readonly #memory: Memory;
  readonly #connection: Connection;
  readonly #delivery: Delivery;
  readonly #typing = new TypingNotice((text) => this.#connection.send({ type: "typing", chat: destination(this.state), text }));

  constructor(place: Place) {
    this.#place = place;
    this.#memory = new Memory(place.key);
    const { draft = "", sheet = { form: "", values: {} }, ...saved } = this.#memory.read();
    // on a small screen the window covers the page: there it is not for us to open it
    const open = saved.open ? !small.matches : (saved.open ?? null);
    if (saved.chats?.some(isOutdated)) saved.chats = [];
    this.state = reduce({ ...initial, ...saved, pageLanguage: place.dataset.language }, { type: "set", values: { open } });
    this.draft = draft;
    this.sheet = sheet;
    this.#connection = new Connection(`${place.origin.replace(/^http/, "ws")}/ws/visitor`, {
      signIn: () => this.#signIn(),
      hello: () => this.#hello(),
      frame: (frame) => this.#hear(frame),
      link: (link) => this.#linked(link),
    });
    this.#delivery = new Delivery(this.#connection, () => this.state.outbox);
  }

  start(changed: () => void, tell: Tell = () => {}): void {
    this.#changed = changed;
    this.#tell = tell;
    this.#connection.start(this.#place.on === false ? "off" : "connecting");
    this.#memory.onChange((saved) => this.#adopt(saved));
    watchPage((page) => this.#connection.send({ type: "page", ...page }));
    addEventListener("offline", () => this.#connection.lose());
    addEventListener("online", () => this.#connection.hurry());
    addEventListener("pagehide", () => this.#save());
    document.addEventListener("visibilitychange", () => this.#looked());
  }

  dispatch(action: Action): void {
    const before = this.state;
    this.state = reduce(before, action);
    if (this.state === before) return;
    this.#share(before);
    this.#followUp(before);
    for (const [name, detail] of news(before, this.state, action)) this.#tell(name, detail);
    this.#changed();
  }

  /** The whole address of something on the server. */
  address(path: string): string {
    return new URL(path, this.#place.origin).href;
  }

  /** Puts a message into the outbox; a refused one leaves it and goes again as a new one, after all others. */
  send(text: string, files: StoredFile[] = [], refused?: string): void {
    const item = { id: newId(), chat: destination(this.state), text, files, at: this.#now() };
    this.set({ outbox: [...without(this.state.outbox, refused), item] });
    this.#delivery.pump();
  }

  /** The site says who its visitor is; once more after every reconnection, which costs nothing. */
  identify(who: Introduction): void {
    this.#introduction = who;
    this.#connection.send(introduction(who));
  }

  /** Whether it is for this tab to let all of them hear of a message: the first that asks. */
  takesRing(name: string): boolean {
    if (!this.state.sound || this.#memory.read().rung === name) return false;
    this.set({ rung: name });
    return true;
  }

  /** Gives up a message that was refused. */
  drop(id: string): void {
    this.set({ outbox: without(this.state.outbox, id) });
  }

  /** Answers questions of the form; an empty text skips one, no answers at all end it. */
  answer(values: Record<string, string>): void {
    const { form: asked, outbox } = this.state;
    if (!asked) return;
    const { chat, form } = asked;
    const reply = { id: newId(), chat, form, values, at: this.#now() };
    this.set({ outbox: withReply(outbox, reply, this.#delivery.flying), form: { ...asked, problem: undefined } });
    this.#delivery.pump();
  }

  /** Leaves the closed conversation for a new one. */
  beginAnew(): void {
    if (ending(this.state)?.reason === "done") this.set({ left: endingName(activeLog(this.state)) });
  }

  /** Keeps the draft and tells the operators of it; a message that goes ends the typing by itself. */
  write(text: string, sent = false): void {
    this.draft = text;
    this.#saveSoon();
    if (sent) this.#typing.sent();
    else if (text.length < TOLD) this.#typing.write(text);
    this.#changed();
  }

  /** Changes what is attached to the message that is being written. */
  attach(attached: readonly Attachment[], isHeld = false): void {
    this.attached = attached;
    this.isHeld = isHeld;
    this.#changed();
  }

  /** Keeps what is typed into the form. */
  fillIn(sheet: Sheet): void {
    this.sheet = sheet;
    this.#saveSoon();
    this.#changed();
  }

  /** The visitor has stopped writing without sending. */
  stopWriting(): void {
    this.#typing.write("");
  }

  set(values: Settings): void {
    this.dispatch({ type: "set", values });
    if (values.open) this.#connection.hurry();
  }

  /** Tells whether the end of the conversation is in view. */
  reachEnd(atEnd: boolean): void {
    this.#atEnd = atEnd;
    this.#markRead();
  }

  async loadOlder(): Promise<void> {
    const { token, chats } = this.state;
    const [oldest] = chats;
    if (!oldest || !token || oldest.stale || this.#loadingOlder || !this.#connection.isOpen) return;
    const chat = oldest.older === null ? oldest.earlier : oldest.id;
    if (chat === null) return;
    this.#loadingOlder = true;
    const before = chat === oldest.id ? (oldest.older ?? oldest.events[0]?.seq) : undefined;
    const page = await askEvents(this.#place, token, chat, "before", before).catch(() => null);
    this.#loadingOlder = false;
    if (page && this.state.token === token) this.dispatch({ type: "older", chat, page });
  }

  #now(): string {
    return new Date(Date.now() + this.state.skew).toISOString();
  }

  async #signIn(): Promise<void> {
    const token = this.#memory.read().token ?? undefined;
    const page = { ...currentPage(), referrer: document.referrer };
    const session = await askSession(this.#place, { token, page, language: chosenLanguage(this.state) });
    const shared = this.#memory.read().token;
    if (shared && shared !== token && shared !== session.token) return this.#signIn(); // another tab was faster: we are that visitor
    this.dispatch({ type: "session", session });
  }

  #hello(): Hello {
    const { token, chat, epoch, last } = this.state;
    const log = logOf(this.state, chat);
    const known = log && (log.position !== null || last === 0) ? { chat: log.id, after: log.position ?? 0 } : {};
    return { type: "hello", v: 1, token: token ?? "", epoch, language: chosenLanguage(this.state), ...known };
  }

  #hear(frame: ServerFrame): void {
    if (frame.type === "event") {
      // a second gap at the same place cannot be filled: the server knows no better
      if (isGap(logOf(this.state, frame.chat), frame) && this.#gap !== frame.prev) {
        this.#gap = frame.prev;
        return this.#connection.restart();
      }
    } else if (frame.type === "typing") {
      clearTimeout(this.#hush);
      this.#hush = setTimeout(() => this.dispatch({ ...frame, text: "" }), TYPING_SHOWN);
    } else if (frame.type === "error") {
      this.#delivery.refused(frame);
      if (frame.code === "sign_in") return this.#connection.signInAgain();
    }
    this.dispatch(frame);
    if (frame.type === "welcome") this.#welcomed();
    if (frame.type === "ask" && frame.chat !== this.state.chat) {
      this.#behind = frame.chat; // a rating there is told by nothing but this
      void this.#catchUp();
    }
    this.#delivery.pump();
  }

  #welcomed(): void {
    this.#connection.send({ type: "page", ...currentPage() });
    if (this.#introduction) this.identify(this.#introduction);
    if (!this.#isReady) this.#tell("ready");
    this.#isReady = true;
    void this.#catchUp();
    this.#markRead();
  }

  #linked(link: State["link"]): void {
    if (link !== "open") this.#delivery.interrupt();
    if (link === "lost") import("./trouble").then(({ diagnose }) => diagnose(this.#place.origin)).catch(() => {});
    this.dispatch({ type: "link", link });
  }

  /** What any change may call for: a read mark, the rest of a conversation that was left. */
  #followUp(before: State): void {
    if (before.chat !== this.state.chat && logOf(this.state, before.chat)?.events.length) {
      this.#behind = before.chat;
      void this.#catchUp();
    }
    this.#markRead();
  }

  async #catchUp(): Promise<void> {
    const log = logOf(this.state, this.#behind);
    const { token } = this.state;
    if (!log || !token || !this.#connection.isOpen) return;
    this.#behind = null;
    const page = await askEvents(this.#place, token, log.id, "after", log.position ?? lastSeq(log)).catch(() => null);
    if (page?.items.length === 0) return;
    this.#behind = log.id;
    if (!page) return; // until the next welcome
    this.dispatch({ type: "missed", chat: log.id, items: page.items });
    await this.#catchUp();
  }

  /** A little later than seen, so that a page of events makes one mark. */
  #markRead(): void {
    this.#marking ??= setTimeout(() => {
      this.#marking = undefined;
      const log = activeLog(this.state);
      if (!this.state.open || !this.#atEnd || document.hidden || !log || unread(log).length === 0) return;
      const mark = { type: "read", chat: log.id, seq: lastSeq(log) } as const;
      if (this.#connection.send(mark)) this.dispatch({ ...mark, by: "visitor" });
    }, READ_PAUSE);
  }

  #looked(): void {
    if (document.hidden) return this.#save();
    this.#connection.hurry();
    this.#markRead();
  }

  /** Another tab has changed what we share. */
  #adopt(saved: Saved): void {
    const { token, outbox = [], language = null, theme = "system", left = null, previewed = null, sound = true, rung = null } = saved;
    this.state = reduce(this.state, { type: "set", values: { outbox, language, theme, left, previewed, sound, rung } });
    if (token && this.state.token && token !== this.state.token) this.#connection.signInAgain();
    this.#changed();
  }

  /** Writes what tabs share at once, and the conversation itself a little later. */
  #share(before: State): void {
    const { state } = this;
    const values: Saved = {};
    for (const name of SHARED) if (state[name] !== before[name]) Object.assign(values, { [name]: state[name] });
    const outbox = state.outbox !== before.outbox;
    if (outbox || Object.keys(values).length > 0) {
      this.#memory.write((saved) => ({ ...values, outbox: carryOver(saved.outbox ?? [], before.outbox, state.outbox) }));
    }
    if (state.chats !== before.chats) this.#saveSoon();
  }

  #saveSoon(): void {
    this.#saving ??= setTimeout(() => this.#save(), SAVE_PAUSE);
  }

  #save(): void {
    if (this.#saving === undefined) return;
    clearTimeout(this.#saving);
    this.#saving = undefined;
    this.#memory.write(() => ({ chats: newest(this.state.chats, KEPT_EVENTS), draft: this.draft, sheet: this.sheet }));
  }
}

function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join("");
}
