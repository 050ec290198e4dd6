/** Up to which event of each chat somebody has had the log before their eyes. */
import { createStore } from "../state/store";

export const sight = createStore<ReadonlyMap<number, number>>(new Map());

export function saw(chat: number, seq: number): void {
  sight.set((now) => ((now.get(chat) ?? 0) >= seq ? now : new Map(now).set(chat, seq)));
}

/** Whether the client's newest words came after the answer was begun, and were never before the writer's eyes. */
export const isUnseen = (newest: number, begun: number, seen: number): boolean => newest > begun && newest > seen;
