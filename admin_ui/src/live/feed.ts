/** What each frame of the server changes: query caches by the pure reducers, counters, presence, typing, the outbox. */
import type { QueryClient } from "@tanstack/react-query";
import type {
  Assigned,
  ChatEvent,
  Chosen,
  Counts,
  Desk,
  Draft,
  Face,
  FaceState,
  FromServer,
  Me,
  Mention,
  ReadMark,
  Row,
  StorageTrouble,
} from "../api/types";
import { addEvent, addRead, lastSeq, resync, type Log } from "../conversation/log";
import { createStore, type Store } from "../state/store";
import { clientKey, logKey, settingsKey } from "./keys";
import type { Mailer } from "./mailer";
import { RowCache } from "./rowCache";
import { createTyping } from "./typing";
import { createViewers } from "./viewers";

export class Feed {
  readonly rows: RowCache;
  readonly typing = createTyping();
  readonly counts = createStore<Counts | null>(null);
  /** What the company works by; null until the server has told. */
  readonly desk = createStore<Desk | null>(null);
  /** What keeps the server from storing anything, while it does. */
  readonly trouble = createStore<StorageTrouble>(null);
  readonly viewers;
  /** A chat that somebody or something else has given me, the last one. */
  readonly assigned = createStore<Assigned | null>(null);
  /** The last chat in which the client has said more. */
  readonly news = createStore<Row | null>(null);
  onDraft: (draft: Draft) => void = () => {};
  readonly presence: Store<Chosen>;
  readonly team = createStore<readonly FaceState[] | null>(null);
  /** The newest note that calls me by name. */
  readonly mention = createStore<Mention | null>(null);
  /** Colleagues whom my newest note calls and who cannot see its chat. */
  readonly unreached = createStore<readonly number[]>([]);
  /** Chats that are no longer mine to see, among those that were, and who has them now, if that is known. */
  readonly gone = createStore<ReadonlyMap<number, Face | null>>(new Map());

  constructor(
    private readonly cache: QueryClient,
    private readonly me: Me,
    private readonly mailer: Mailer,
    private readonly watchAgain: (chat: number) => void,
  ) {
    this.rows = new RowCache(cache);
    this.viewers = createViewers(me.id);
    this.presence = createStore(me.presence);
  }

  apply(frame: FromServer): void {
    switch (frame.type) {
      case "chat":
        return this.rowChanged(frame);
      case "gone":
        return this.lost(frame.chat, frame.holder ?? null);
      case "assigned":
        return this.assigned.set(frame);
      case "draft":
        return this.onDraft(frame);
      case "viewers":
        return this.viewers.heard(frame.chat, frame.operators);
      case "event":
        return this.happened(frame);
      case "resync":
        return this.changeLog(frame.chat, resync);
      case "read":
        return this.read(frame);
      case "typing":
        return this.typing.heard(frame.chat, {
          by: frame.by,
          text: frame.text ?? null,
          operator: frame.operator ?? null,
        });
      case "presence":
        return this.present(frame.operators);
      case "desk":
        return this.arranged(frame);
      case "trouble":
        return this.trouble.set(frame.code);
      case "mention":
        return this.mention.set(frame);
      case "unreached":
        return this.unreached.set(frame.operators);
      case "counts":
        return this.counts.set(frame);
      case "ack":
        return this.mailer.stored(frame.id, frame.chat, frame.seq, this.logEnd(frame.chat));
      case "error":
        return frame.id ? this.mailer.refused(frame.id, frame) : undefined;
      case "welcome":
        return;
    }
  }

  private present(operators: FaceState[]): void {
    this.team.set(operators);
    const own = operators.find(({ id }) => id === this.me.id)?.state;
    if (own === "online" || own === "invisible" || own === "offline") this.presence.set(own);
  }

  private arranged(desk: Desk): void {
    const before = this.desk.get();
    this.desk.set(desk);
    if (before !== null && desk.revision > before.revision)
      void this.cache.invalidateQueries({ queryKey: settingsKey });
  }

  lost(chat: number, holder: Face | null): void {
    this.rows.drop(chat);
    this.gone.set((now) => new Map(now).set(chat, holder));
  }

  /** The newest event known of a chat; null if none of it is loaded. */
  logEnd(chat: number): number | null {
    const log = this.cache.getQueryData<Log>(logKey(chat));
    return log ? lastSeq(log) : null;
  }

  changeLog(chat: number, change: (log: Log) => Log): void {
    this.cache.setQueryData<Log>(logKey(chat), (log) => log && change(log));
  }

  private rowChanged(row: Extract<FromServer, { type: "chat" }>): void {
    const known = this.rows.known(row.id);
    this.rows.place(row);
    if (known !== undefined && row.client_messages > known.client_messages) this.news.set(row);
    this.gone.set((now) => (now.has(row.id) ? new Map([...now].filter(([id]) => id !== row.id)) : now));
    if (known?.page?.url !== row.page?.url) void this.cache.invalidateQueries({ queryKey: clientKey(row.id) });
  }

  private happened(event: ChatEvent): void {
    const log = this.cache.getQueryData<Log>(logKey(event.chat));
    if (!log) return;
    const added = addEvent(log, event);
    if (added.gap) return this.watchAgain(event.chat);
    if (added.log === log) return;
    this.cache.setQueryData(logKey(event.chat), added.log);
    if (event.author.type === "visitor") this.typing.stopped(event.chat);
    this.mailer.arrived(event.chat, event.seq, event.id);
  }

  private read(mark: ReadMark): void {
    this.changeLog(mark.chat, (log) => addRead(log, mark, this.me.id));
    if (typeof mark.unread === "number") this.rows.setUnread(mark.chat, mark.unread);
  }
}
