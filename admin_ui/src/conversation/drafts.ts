/** What is being written, for each chat and mode. Shown from here at once; `draftSync` brings it to the server and back. */
import { forget, keep, recallAll } from "../state/storage";
import { createStore, useStore } from "../state/store";

export type Mode = "reply" | "note";

const folder = "draft.";
const key = (operator: number, chat: number, mode: Mode) => `${operator}.${chat}.${mode}`;
/** What the server has not got yet is kept in the browser, so that neither a reload nor a lost network takes it. */
const unsaved = new Map(recallAll(folder));
const drafts = createStore<ReadonlyMap<string, string>>(new Map(unsaved));

type Listener = (chat: number, mode: Mode) => void;
const listeners = new Map<number, Listener>();

/** Whoever brings an operator's drafts to the server hears of each change. */
export function onDraft(operator: number, listener: Listener): () => void {
  listeners.set(operator, listener);
  return () => listeners.delete(operator);
}

function show(name: string, text: string): void {
  drafts.set((now) => {
    if ((now.get(name) ?? "") === text) return now;
    const next = new Map(now);
    if (text === "") next.delete(name);
    else next.set(name, text);
    return next;
  });
}

export function setDraft(operator: number, chat: number, mode: Mode, text: string): void {
  const name = key(operator, chat, mode);
  unsaved.set(name, text);
  keep(folder + name, text);
  show(name, text);
  listeners.get(operator)?.(chat, mode);
}

export const draftOf = (operator: number, chat: number, mode: Mode): string =>
  drafts.get().get(key(operator, chat, mode)) ?? "";

/** The server has this very text; what is shown may have gone on meanwhile. */
export function savedDraft(operator: number, chat: number, mode: Mode, text: string): void {
  const name = key(operator, chat, mode);
  if (unsaved.get(name) !== text) return;
  unsaved.delete(name);
  forget(folder + name);
}

export const isUnsaved = (operator: number, chat: number, mode: Mode): boolean =>
  unsaved.has(key(operator, chat, mode));

/** The server's word, unless something newer is still on its way there. */
export function broughtDraft(operator: number, chat: number, mode: Mode, text: string): void {
  if (!isUnsaved(operator, chat, mode)) show(key(operator, chat, mode), text);
}

/** Every draft of an operator that this browser knows: those that are shown and those that are gone but not yet for the server. */
export function knownDrafts(operator: number): { chat: number; mode: Mode }[] {
  return [...new Set([...drafts.get().keys(), ...unsaved.keys()])].flatMap((name) => {
    const [whose, chat, mode] = name.split(".");
    return Number(whose) === operator ? [{ chat: Number(chat), mode: mode as Mode }] : [];
  });
}

export const useDraft = (operator: number, chat: number, mode: Mode): string =>
  useStore(drafts, (all) => all.get(key(operator, chat, mode)) ?? "");
