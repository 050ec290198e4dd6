/** What is being written, for each chat and mode. Shown from here at once; `draftSync` brings it to the server and back. */
import { forget, keep, recallAll } from "../state/storage";
import { createStore, useStore } from "../state/store";

export type Mode = "reply" | "note";

const folder = "draft.";
const baseFolder = "draft_base.";
const key = (operator: number, chat: number, mode: Mode) => `${operator}.${chat}.${mode}`;
/** What the server has not got yet is kept in the browser, so that neither a reload nor a lost network takes it. */
const unsaved = new Map(recallAll(folder));
/** Of each of those, what the server had when it was last heard of: the text that it goes on from. */
const bases = new Map(recallAll(baseFolder));
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

function goesOnFrom(name: string, text: string): void {
  bases.set(name, text);
  keep(baseFolder + name, text);
}

export function setDraft(operator: number, chat: number, mode: Mode, text: string): void {
  const name = key(operator, chat, mode);
  if (!unsaved.has(name)) goesOnFrom(name, drafts.get().get(name) ?? "");
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
  if (!unsaved.has(name)) return;
  if (unsaved.get(name) !== text) return goesOnFrom(name, text);
  unsaved.delete(name);
  bases.delete(name);
  forget(folder + name);
  forget(baseFolder + name);
}

export const isUnsaved = (operator: number, chat: number, mode: Mode): boolean =>
  unsaved.has(key(operator, chat, mode));

/** What is written here and what the server has, as one text: the newer one where it goes on from the other, else both. */
export function merged(mine: string, theirs: string, base: string): string {
  if (mine === "" || theirs === base || mine.startsWith(theirs)) return mine;
  return theirs.startsWith(mine) ? theirs : `${theirs}\n${mine}`;
}

/** Written here before it was known that a draft is there. */
export function joinDraft(operator: number, chat: number, mode: Mode, theirs: string): void {
  const name = key(operator, chat, mode);
  const [mine, base] = [draftOf(operator, chat, mode), bases.get(name) ?? ""];
  const text = merged(mine, theirs, base);
  if (text !== mine) setDraft(operator, chat, mode, text);
}

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
