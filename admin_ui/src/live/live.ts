/** The live side of a signed-in console: the socket, what it feeds, and what goes out by it. */
import type { QueryClient } from "@tanstack/react-query";
import { getDrafts, getTicket, saveDraft } from "../api/calls";
import { signedOut } from "../api/client";
import type { Chosen, Me, Welcome } from "../api/types";
import { createStore } from "../state/store";
import { setServerTime } from "./clock";
import { atFirst, connected, disconnected, trying } from "./connection";
import { DraftSync } from "./draftSync";
import { Feed } from "./feed";
import { allRows, settingsKey } from "./keys";
import { Mailer } from "./mailer";
import { Socket } from "./socket";

export class Live {
  readonly connection = createStore(atFirst(Date.now()));
  readonly mailer: Mailer;
  readonly feed: Feed;
  private readonly drafts: DraftSync;
  private readonly socket: Socket;
  private readonly watched = new Set<number>();
  private epoch = "";

  constructor(
    me: Me,
    private readonly cache: QueryClient,
  ) {
    this.socket = new Socket({
      ticket: getTicket,
      trying: () => this.connection.set(trying),
      welcome: (frame) => this.welcome(frame),
      frames: (frames) => frames.forEach((frame) => this.feed.apply(frame)),
      lost: (retryInMs) => this.lost(retryInMs),
      signedOut,
    });
    this.mailer = new Mailer(me.id, (frame) => this.online() && this.socket.send(frame), this.socket.restart);
    this.feed = new Feed(cache, me, this.mailer, (chat) => this.sendWatch(chat));
    this.drafts = new DraftSync(me.id, { all: getDrafts, save: saveDraft });
    this.feed.onDraft = (draft) => this.drafts.heard(draft);
    this.feed.trouble.subscribe(() => this.feed.trouble.get() ?? this.askAgain());
  }

  start(): void {
    this.drafts.start();
    this.socket.start();
  }

  stop(): void {
    this.socket.stop();
    this.drafts.stop();
    this.mailer.interrupted();
  }

  readonly connectNow = () => this.socket.now();

  /** Follow a chat whose log is loaded. */
  watch(chat: number): void {
    this.watched.add(chat);
    if (this.online()) this.sendWatch(chat);
  }

  unwatch(chat: number): void {
    this.watched.delete(chat);
    this.socket.send({ type: "unwatch", chat });
  }

  read(chat: number, seq: number): void {
    if (this.socket.send({ type: "read", chat, seq })) this.feed.rows.setUnread(chat, 0);
  }

  /** Colleagues and the client learn that I am typing, not what. */
  typing(chat: number, stopped: boolean): void {
    this.socket.send(stopped ? { type: "typing", chat, text: "" } : { type: "typing", chat });
  }

  /** How I want to be shown; colleagues and clients learn it at once, other consoles of mine too. */
  choosePresence(state: Chosen): void {
    this.feed.presence.set(state);
    this.socket.send({ type: "presence", state });
  }

  private online(): boolean {
    return this.connection.get().phase === "online";
  }

  private sendWatch(chat: number): void {
    this.socket.send({ type: "watch", chat, after: this.feed.logEnd(chat) ?? 0 });
  }

  private welcome({ epoch, now }: Welcome): void {
    setServerTime(now);
    if (this.epoch !== "" && this.epoch !== epoch) this.cache.removeQueries({ queryKey: ["log"], type: "inactive" });
    this.epoch = epoch;
    this.connection.set(connected(Date.now()));
    this.feed.viewers.forget();
    this.watched.forEach((chat) => this.sendWatch(chat));
    this.mailer.flush();
    this.askAgain();
  }

  /** Lists are not resumed but asked again; so is whatever could not be loaded while we were away. */
  private askAgain(): void {
    void this.drafts.refresh();
    for (const queryKey of [allRows, ["chat"], ["client"], settingsKey])
      void this.cache.invalidateQueries({ queryKey });
    void this.cache.refetchQueries({
      queryKey: ["log"],
      type: "active",
      predicate: ({ state }) => state.status === "error",
    });
  }

  private lost(retryInMs: number): void {
    this.mailer.interrupted();
    this.connection.set((before) => disconnected(before, Date.now(), Date.now() + retryInMs));
  }
}
