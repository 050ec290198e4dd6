/** Brings drafts to the server while they are written, and what other devices have written back. One call of each draft at a time. */
import { asProblem } from "../api/problem";
import type { Draft } from "../api/types";
import {
  broughtDraft,
  draftOf,
  isUnsaved,
  joinDraft,
  knownDrafts,
  onDraft,
  savedDraft,
  type Mode,
} from "../conversation/drafts";

const PAUSE_MS = 1000;

export interface DraftCalls {
  all(): Promise<Draft[]>;
  save(chat: number, body: { mode: Mode; text: string }): Promise<Draft>;
}

export class DraftSync {
  /** What the server is known to have, and since when. */
  private readonly there = new Map<string, { text: string; at: string }>();
  private readonly timers = new Map<string, number>();
  private readonly underWay = new Set<string>();
  private loaded = false;
  private leave: (() => void) | null = null;

  constructor(
    private readonly operator: number,
    private readonly calls: DraftCalls,
  ) {}

  start(): void {
    this.leave = onDraft(this.operator, (chat, mode) => this.changed(chat, mode));
    document.addEventListener("visibilitychange", this.hidden);
  }

  stop(): void {
    this.leave?.();
    document.removeEventListener("visibilitychange", this.hidden);
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
  }

  /** Connected: what is there, and what could not be brought there before. */
  async refresh(): Promise<void> {
    const before = new Map(this.there);
    let drafts: Draft[];
    try {
      drafts = await this.calls.all();
    } catch {
      return; // the next connection asks again
    }
    const begun = this.loaded ? [] : drafts.filter(({ chat, mode }) => isUnsaved(this.operator, chat, mode));
    this.loaded = true;
    const found = new Set(drafts.map(({ chat, mode }) => name(chat, mode)));
    for (const { chat, mode } of knownDrafts(this.operator))
      if (!found.has(name(chat, mode)) && this.there.get(name(chat, mode)) === before.get(name(chat, mode)))
        this.heard({ chat, mode, text: "", at: this.at(chat, mode) });
    drafts.forEach((draft) => this.heard(draft));
    begun.forEach(({ chat, mode, text }) => joinDraft(this.operator, chat, mode, text));
    this.saveAll();
  }

  /** Of two words of the server the later one holds. */
  heard({ chat, mode, text, at }: Draft): void {
    if (at < this.at(chat, mode)) return;
    this.there.set(name(chat, mode), { text, at });
    broughtDraft(this.operator, chat, mode, text);
  }

  private at(chat: number, mode: Mode): string {
    return this.there.get(name(chat, mode))?.at ?? "";
  }

  private readonly hidden = (): void => {
    if (document.visibilityState === "hidden") this.saveAll();
  };

  private saveAll(): void {
    for (const { chat, mode } of knownDrafts(this.operator))
      if (isUnsaved(this.operator, chat, mode)) void this.save(chat, mode);
  }

  private changed(chat: number, mode: Mode): void {
    const id = name(chat, mode);
    if (draftOf(this.operator, chat, mode) === "") return void this.save(chat, mode);
    if (this.timers.has(id)) return;
    this.timers.set(
      id,
      window.setTimeout(() => void this.save(chat, mode), PAUSE_MS),
    );
  }

  private async save(chat: number, mode: Mode): Promise<void> {
    const id = name(chat, mode);
    clearTimeout(this.timers.get(id));
    this.timers.delete(id);
    if (this.underWay.has(id)) return;
    const text = draftOf(this.operator, chat, mode);
    if (this.loaded && text === (this.there.get(id)?.text ?? "")) return savedDraft(this.operator, chat, mode, text);
    this.underWay.add(id);
    try {
      this.took(await this.calls.save(chat, { mode, text }), text);
    } catch (error) {
      // Somebody else's chat by now, or far too long: this browser keeps it.
      if (asProblem(error).status >= 400) return;
    } finally {
      this.underWay.delete(id);
    }
    if (isUnsaved(this.operator, chat, mode) && this.there.get(id)?.text === text) this.changed(chat, mode);
  }

  /** `sent`: the server may have left out what nobody sees. */
  private took(draft: Draft, sent: string): void {
    this.there.set(name(draft.chat, draft.mode), { text: sent, at: draft.at });
    savedDraft(this.operator, draft.chat, draft.mode, sent);
  }
}

const name = (chat: number, mode: Mode) => `${chat}.${mode}`;
