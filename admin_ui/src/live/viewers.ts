/** Who else has a chat open, and who is answering there. */
import type { Viewer } from "../api/types";
import { createStore, useStore } from "../state/store";
import { useSession } from "../shell/session";

export type ViewersByChat = ReadonlyMap<number, readonly Viewer[]>;
const nobody: readonly Viewer[] = [];

export function createViewers(me: number) {
  const store = createStore<ViewersByChat>(new Map());
  const heard = (chat: number, operators: readonly Viewer[]) => {
    const others = operators.filter(({ id }) => id !== me);
    store.set((now) => new Map(now).set(chat, others));
  };
  const forget = () => store.set(new Map());
  return { store, heard, forget };
}

export function useViewers(chat: number): readonly Viewer[] {
  const { live } = useSession();
  return useStore(live.feed.viewers.store, (all) => all.get(chat) ?? nobody);
}
