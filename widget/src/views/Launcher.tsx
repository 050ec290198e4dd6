// The round button in the corner, its counter, and the preview of a new message above it.
import { unread } from "../chatlog";
import { activeLog, isOnline, type State } from "../state";
import type { Speech } from "../texts";
import { Icon } from "./Icon";
import { DOWN, MAIL, MESSAGE } from "./icons";
import { Lazy } from "./lazy";
import { scene } from "./scene";

export function Launcher() {
  const { state, say, open, close } = scene;
  if (state.link === "off" && state.open === null) return null; // as the loader does: who has not begun is not called in
  const count = state.open ? 0 : unread(activeLog(state)).length;
  const quiet = !state.open && isAway(state);
  return (
    <div class="bsk corner" lang={say.lang} dir="ltr">
      {count > 0 && <Lazy view="Preview" />}
      <button
        class={`launcher ${quiet ? "quiet" : ""} ${state.open ? "opened" : ""}`}
        aria-label={label(state, say, count, quiet)}
        aria-expanded={state.open === true}
        aria-haspopup="dialog"
        onClick={state.open ? (event) => event.detail < 2 && close() : open} // a double click opens
      >
        <Icon path={state.open ? DOWN : quiet ? MAIL : MESSAGE} />
        {count > 0 && (
          <span class="badge" aria-hidden="true">
            {count > 99 ? "99+" : count}
          </span>
        )}
      </button>
    </div>
  );
}

/** Known to be nobody there; while nothing is known the launcher stays green. */
function isAway(state: State): boolean {
  return state.link === "off" || (state.config !== null && !isOnline(state));
}

function label(state: State, say: Speech, count: number, quiet: boolean): string {
  if (state.open) return say.hideChat;
  const words = quiet ? say.leaveMessage : say.openChat;
  return count > 0 ? `${words}: ${say.count(count, say.newMessages)}` : words;
}
