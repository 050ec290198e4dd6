/** My own presence: what I have chosen, and what others see. */
import type { Chosen } from "../api/types";
import { useStore } from "../state/store";
import { useSession } from "./session";

export const presences = ["online", "invisible", "offline"] as const satisfies readonly Chosen[];

export function usePresence() {
  const { live } = useSession();
  const chosen = useStore(live.feed.presence, (now) => now);
  return { chosen, choose: (state: Chosen) => live.choosePresence(state) };
}

/** Without a connection nobody sees me. */
export function useShownPresence(): Chosen {
  const { live } = useSession();
  const { chosen } = usePresence();
  const connected = useStore(live.connection, ({ phase }) => phase === "online");
  return connected ? chosen : "offline";
}
