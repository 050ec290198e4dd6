// Views that many visits never need: their code and style come with the first use, or a little before it.
import type { ComponentChildren, ComponentType } from "preact";
import { addStyle } from "../sheets";
import { scene } from "./scene";

type Rest = typeof import("./rest");
type Views = Rest["views"];

let rest: Rest | undefined;
let loading: Promise<unknown> | undefined;

/** Has the rest come in time. Some browsers remember a module that failed; in the others it is asked for again. */
export function fetchRest(): void {
  loading ??= import("./rest").then(
    (loaded) => {
      rest = loaded;
      addStyle(loaded.css);
      scene.redraw();
    },
    () => (loading = undefined),
  );
}

/** Does something with it as soon as it has come. */
export function withRest(use: (rest: Rest) => void): void {
  fetchRest();
  void loading?.then(() => rest && use(rest));
}

/** One of those views; its children, if any, stand there until it has come. */
export function Lazy({ view, children }: { view: keyof Views; children?: ComponentChildren }) {
  fetchRest();
  const View = rest?.views[view] as ComponentType | undefined;
  return View ? <View /> : <>{children}</>;
}
