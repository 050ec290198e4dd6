/** The outbox at work: kept in the browser until the server has it, sent in order, repeated after every break. */
import { randomId } from "../api/random";
import type { Refusal, SentFile, ToServer } from "../api/types";
import {
  add,
  again,
  arrived,
  discarded,
  due,
  failed,
  frameOf,
  interrupted,
  isUnderWay,
  sent,
  stored,
  type Outbox,
  type Outgoing,
} from "../conversation/outbox";
import { forget, keep, recallAll } from "../state/storage";
import { createStore } from "../state/store";

/** Without an answer for so long, the connection must be dead. */
const ANSWER_MS = 10_000;
const RETRY_MS = 2000;
const passing = new Set(["unavailable", "too_many"]);

function read(json: string): Outgoing | null {
  try {
    const item = JSON.parse(json) as Outgoing;
    // The page with the previews is gone.
    return item.files ? { ...item, files: item.files.map((file) => ({ ...file, url: "" })) } : item;
  } catch {
    return null; // not written by us
  }
}

function load(folder: string): Outbox {
  const kept = recallAll(folder).flatMap(([, json]) => read(json) ?? []);
  return interrupted(kept.sort((a, b) => (a.at < b.at ? -1 : 1)));
}

/** The page need not keep what was only a preview. */
function letGo({ files = [] }: Outgoing): void {
  for (const { url } of files) if (url !== "") URL.revokeObjectURL(url);
}

export class Mailer {
  readonly outbox;
  private readonly folder: string;
  private readonly timers = new Map<string, number>();

  constructor(
    operator: number,
    private readonly send: (frame: ToServer) => boolean,
    private readonly connectionLooksDead: () => void,
  ) {
    this.folder = `outbox.${operator}.`;
    this.outbox = createStore<Outbox>(load(this.folder));
    let before = this.outbox.get();
    this.outbox.subscribe(() => {
      const now = this.outbox.get();
      before.filter((item) => !now.some(({ id }) => id === item.id)).forEach(letGo);
      before = now;
    });
  }

  write(chat: number, text: string, note: boolean, mentions?: number[], files: SentFile[] = []): void {
    this.put({ chat, text, note, mentions, files: files.length > 0 ? files : undefined });
  }

  /** Another text for a message or note of mine. */
  edit(chat: number, seq: number, text: string, note: boolean, mentions?: number[]): void {
    this.put({ chat, text, note, mentions, change: { seq, what: "edit" } });
  }

  remove(chat: number, seq: number, note: boolean): void {
    this.put({ chat, text: "", note, change: { seq, what: "delete" } });
  }

  private put(said: Pick<Outgoing, "chat" | "text" | "note" | "mentions" | "files" | "change">): void {
    const last = Date.parse(this.outbox.get().at(-1)?.at ?? "") || 0;
    const at = new Date(Math.max(Date.now(), last + 1)).toISOString();
    const item: Outgoing = { id: randomId(), ...said, at, state: "waiting" };
    this.outbox.set((box) => add(box, item));
    this.save(item.id);
    this.flush();
  }

  retry(id: string): void {
    this.outbox.set((box) => again(box, id));
    this.save(id);
    this.flush();
  }

  discard(id: string): void {
    this.outbox.set((box) => discarded(box, id));
    forget(this.folder + id);
  }

  flush(): void {
    for (const item of due(this.outbox.get())) {
      const { id } = item;
      if (!this.send(frameOf(item))) return;
      this.outbox.set((box) => sent(box, id));
      this.later(id, ANSWER_MS, () => {
        if (this.find(id)?.state === "sent") this.connectionLooksDead();
      });
    }
  }

  /** When nothing written in the chat is under way any more: what is done to the chat next must not overtake its messages. */
  async settled(chat: number): Promise<void> {
    const underWay = () => isUnderWay(this.outbox.get(), chat);
    if (!underWay()) return;
    await new Promise<void>((resolve) => {
      const leave = this.outbox.subscribe(() => underWay() || done());
      const timer = window.setTimeout(() => done(), ANSWER_MS);
      const done = () => {
        clearTimeout(timer);
        leave();
        resolve();
      };
    });
  }

  interrupted(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
    this.outbox.set(interrupted);
  }

  stored(id: string, chat: number, seq: number, logEnd: number | null): void {
    forget(this.folder + id);
    this.outbox.set((box) => stored(box, id, seq));
    // Nobody looks at the chat: its event will not come.
    this.outbox.set((box) => arrived(box, chat, logEnd ?? seq));
    this.flush();
  }

  arrived(chat: number, seq: number, id: string | null | undefined): void {
    this.outbox.set((box) => arrived(box, chat, seq));
    if (id && this.find(id)) this.discard(id);
  }

  refused(id: string, { code, detail, retry_after }: Refusal): void {
    if (passing.has(code)) {
      this.later(id, retry_after ? retry_after * 1000 : RETRY_MS, () => {
        this.outbox.set((box) => again(box, id));
        this.flush();
      });
      return;
    }
    this.outbox.set((box) => failed(box, id, { code, detail }));
    this.save(id);
    this.flush();
  }

  private find(id: string): Outgoing | undefined {
    return this.outbox.get().find((item) => item.id === id);
  }

  private save(id: string): void {
    const item = this.find(id);
    if (item) keep(this.folder + id, JSON.stringify(item));
  }

  /** One timer a message: what is expected of it next. */
  private later(id: string, ms: number, act: () => void): void {
    clearTimeout(this.timers.get(id));
    this.timers.set(id, window.setTimeout(act, ms));
  }
}
