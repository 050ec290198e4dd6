// What stands in the composer's place when the conversation has ended.
import type { ComponentChildren } from "preact";
import { shownForm } from "../shownForm";
import { ending } from "../state";
import { Rating } from "./Rating";
import { scene } from "./scene";

export function Foot() {
  const { state, say } = scene;
  const ended = ending(state);
  if (!ended) return null;
  if (ended.reason === "ended") return <Said words={say.endedForGood} />;
  const over = (
    <Said words={say.endedOn(say.day(ended.at, new Date()), say.time(ended.at))}>
      <BeginAnew kind="btn" />
    </Said>
  );
  return shownForm(state) ? <Rating /> : over;
}

export function BeginAnew({ kind }: { kind: string }) {
  const { client, say } = scene;
  return (
    <button type="button" class={kind} onClick={() => client.beginAnew()}>
      {say.startNew}
    </button>
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
