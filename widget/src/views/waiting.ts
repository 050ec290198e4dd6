// Why something that was sent has not arrived yet.
import type { State } from "../state";
import type { Speech } from "../texts";

export function waiting(state: State, say: Speech): string {
  if (state.link === "open") return say.sending;
  return state.link === "off" ? say.sendOnceOpen : say.sendLater;
}
