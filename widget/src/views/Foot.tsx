// What stands in the composer's place when the conversation has ended.
import type { ComponentChildren } from "preact";
import { ending } from "../state";
import { scene } from "./scene";

export { default as css } from "../styles/foot.css?inline";

export function View() {
  const { client, state, say } = scene;
  const ended = ending(state);
  if (!ended) return null;
  if (ended.reason === "ended") return <Said words={say.endedForGood} />;
  return (
    <Said words={say.endedOn(say.day(ended.at, new Date()), say.time(ended.at))}>
      <button class="btn" onClick={() => client.beginAnew()}>
        {say.startNew}
      </button>
    </Said>
  );
}

function Said({ words, children }: { words: string; children?: ComponentChildren }) {
  return (
    <div class="foot" ref={enter}>
      <p class="dim" role="status">
        {words}
      </p>
      {children}
    </div>
  );
}

/** The focus that was in the composer waits on the window for what has taken its place. */
function enter(foot: HTMLElement | null): void {
  const root = foot?.getRootNode() as ShadowRoot | undefined;
  if (root?.activeElement?.matches(".window")) foot?.querySelector("button")?.focus();
}
