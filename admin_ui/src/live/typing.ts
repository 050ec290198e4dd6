/** Who is typing in which chat; forgotten after six seconds of silence. */
import type { ChatEvent } from "../api/types";
import { createStore } from "../state/store";

export interface Typing {
  by: ChatEvent["author"]["type"];
  text: string | null;
  operator: number | null;
}
export type TypingByChat = ReadonlyMap<number, Typing>;

const FORGET_MS = 6000;

export function createTyping() {
  const store = createStore<TypingByChat>(new Map());
  const timers = new Map<number, number>();

  function stopped(chat: number): void {
    clearTimeout(timers.get(chat));
    timers.delete(chat);
    store.set((now) => (now.has(chat) ? new Map([...now].filter(([id]) => id !== chat)) : now));
  }

  function heard(chat: number, typing: Typing): void {
    if (typing.text === "") return stopped(chat);
    clearTimeout(timers.get(chat));
    timers.set(
      chat,
      window.setTimeout(() => stopped(chat), FORGET_MS),
    );
    store.set((now) => new Map(now).set(chat, typing));
  }

  return { store, heard, stopped };
}
