// The window: header, line of the connection, log, and what stands below it.
import { small } from "../screen";
import { ending, isEmpty, type State } from "../state";
import type { Speech } from "../texts";
import { Composer } from "./Composer";
import { Header } from "./Header";
import { Icon } from "./Icon";
import { CLOCK, REFRESH } from "./icons";
import { fetchRest, Lazy } from "./lazy";
import { Log } from "./Log";
import { operatorName } from "./names";
import { scene } from "./scene";

export function ChatWindow() {
  const { state, say, close } = scene;
  const company = state.config?.company;
  if (!isEmpty(state)) fetchRest(); // what can be said can be ended, perhaps when the network is gone
  return (
    <section
      class="bsk window"
      role="dialog"
      aria-modal={small.matches}
      aria-label={company ? say.chatWith(company) : say.chat}
      lang={say.lang}
      dir="ltr"
      tabIndex={-1}
      onKeyDown={(event) => event.key === "Escape" && !event.isComposing && close()}
    >
      <Header />
      <ConnectionLine />
      <Log />
      <p class="vh" role="status">
        {state.typing && say.isTyping(operatorName(state, say))}
      </p>
      {ending(state) ? <Lazy view="Foot" /> : <Composer />}
    </section>
  );
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
