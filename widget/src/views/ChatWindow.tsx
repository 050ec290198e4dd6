// The window: header, line of the connection, log, and what stands below it.
import { small } from "../screen";
import { ending, isEmpty, type State } from "../state";
import type { Speech } from "../texts";
import { Composer, take } from "./Composer";
import { Header } from "./Header";
import { Icon } from "./Icon";
import { CLOCK, REFRESH } from "./icons";
import { fetchRest, Lazy } from "./lazy";
import { Log } from "./Log";
import { operatorName } from "./names";
import { scene } from "./scene";

export function ChatWindow() {
  const { state, say, isPage } = scene;
  const company = state.config?.company;
  const name = company ? say.chatWith(company) : say.chat;
  if (!isEmpty(state)) fetchRest(); // what can be said can be ended, perhaps when the network is gone
  return (
    <section
      class="bsk window"
      role={isPage ? "main" : "dialog"}
      aria-modal={isPage ? undefined : small.matches}
      aria-label={name}
      lang={say.lang}
      dir="ltr"
      tabIndex={-1}
      onKeyDown={escape}
      onDragOver={(event) => isOver(event, Boolean(event.dataTransfer?.types.includes("Files")))}
      onDragLeave={(event) => isOver(event, false)}
      onDrop={(event) => {
        isOver(event, false);
        if (!ending(state)) take(event, event.dataTransfer);
      }}
    >
      {isPage && <h1 class="vh">{name}</h1>}
      <Header />
      <ConnectionLine />
      <Log />
      <p class="vh" role="status">
        {state.typing && say.isTyping(operatorName(state, say))}
      </p>
      {ending(state) ? (
        <Lazy view="Foot" />
      ) : (
        <>
          {state.emoji && <Lazy view="Emoji" />}
          <Composer />
        </>
      )}
    </section>
  );
}

/** The topmost thing goes: the emoji before the window. */
function escape(event: KeyboardEvent): void {
  const { client, state, close } = scene;
  if (event.key !== "Escape" || event.isComposing) return;
  if (state.emoji) client.set({ emoji: false });
  else close();
}

/** Files are held over the window, which takes them. */
function isOver(event: DragEvent, wanted: boolean): void {
  if (wanted) event.preventDefault();
  (event.currentTarget as Element).toggleAttribute("data-over", wanted && Boolean(scene.state.config?.files));
}

function ConnectionLine() {
  const { state, say } = scene;
  const words = sentence(state, say);
  return (
    <p class={words ? "net" : "vh"} role="status">
      {words && <Icon path={state.link === "off" ? CLOCK : REFRESH} kind="s" />}
      {words}
    </p>
  );
}

function sentence(state: State, say: Speech): string | null {
  if (isEmpty(state) && (state.link === "off" || !state.config)) return null; // the greeting says it
  if (state.link === "off") return `${say.off}. ${say.offKept}`;
  return state.link === "lost" ? say.lost : null;
}
