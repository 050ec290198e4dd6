/** What is being written, kept in the browser for each chat and mode. */
import { forget, keep, recallAll } from "../state/storage";
import { createStore, useStore } from "../state/store";

export type Mode = "reply" | "note";
type Drafts = ReadonlyMap<string, string>;

const folder = "draft.";
const key = (operator: number, chat: number, mode: Mode) => `${operator}.${chat}.${mode}`;
const drafts = createStore<Drafts>(new Map(recallAll(folder)));

export function setDraft(operator: number, chat: number, mode: Mode, text: string): void {
  const name = key(operator, chat, mode);
  if (text === "") forget(folder + name);
  else keep(folder + name, text);
  drafts.set((now) => {
    const next = new Map(now);
    if (text === "") next.delete(name);
    else next.set(name, text);
    return next;
  });
}

export const useDraft = (operator: number, chat: number, mode: Mode): string =>
  useStore(drafts, (all) => all.get(key(operator, chat, mode)) ?? "");
