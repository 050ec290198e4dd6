/** Which message of each chat is being edited, and what it shall say: kept while one looks at other chats. */
import { useQueryClient } from "@tanstack/react-query";
import type { ChatEvent } from "../api/types";
import { logKey } from "../live/keys";
import { useSession } from "../shell/session";
import { createStore, useStore } from "../state/store";
import type { Mode } from "./drafts";
import type { Log } from "./log";

export interface Editing {
  seq: number;
  mode: Mode;
  /** What it says now. */
  before: string;
  text: string;
}

const editings = createStore<ReadonlyMap<number, Editing>>(new Map());

export const isOwn = ({ kind, author, data }: ChatEvent, me: number): boolean =>
  (kind === "message" || kind === "note") &&
  author.type === "operator" &&
  author.id === me &&
  data.deleted_at === undefined;

export function startEditing({ chat, seq, kind, data }: ChatEvent): void {
  const before = typeof data.text === "string" ? data.text : "";
  const editing: Editing = { seq, mode: kind === "note" ? "note" : "reply", before, text: before };
  editings.set((now) => new Map(now).set(chat, editing));
}

export const writeEdit = (chat: number, text: string) =>
  editings.set((now) => {
    const editing = now.get(chat);
    return editing ? new Map(now).set(chat, { ...editing, text }) : now;
  });

export const stopEditing = (chat: number) =>
  editings.set((now) => new Map([...now].filter(([other]) => other !== chat)));

export const useEditing = (chat: number): Editing | undefined => useStore(editings, (all) => all.get(chat));

/** Begins to edit the newest thing I have said in the chat; false: there is none. */
export function useEditLast(chat: number) {
  const cache = useQueryClient();
  const { me } = useSession();
  return (mode: Mode): boolean => {
    const kind = mode === "note" ? "note" : "message";
    const last = cache
      .getQueryData<Log>(logKey(chat))
      ?.events.findLast((event) => event.kind === kind && isOwn(event, me.id));
    if (last) startEditing(last);
    return last !== undefined;
  };
}
