// Views that many visits never need: their code and style come with the first use, or a little before it.
import type { ComponentChildren, ComponentType } from "preact";
import { addStyle } from "../sheets";
import type { views } from "./rest";
import { scene } from "./scene";

type Views = typeof views;

let rest: Views | undefined;
let loading: Promise<unknown> | undefined;

/** Has the rest come in time; browsers remember a module that failed, so asking again would not help. */
export function fetchRest(): void {
  loading ??= import("./rest").then(
    (loaded) => {
      rest = loaded.views;
      addStyle(loaded.css);
      scene.redraw();
    },
    () => {},
  );
}

/** One of those views; its children, if any, stand there until it has come. */
export function Lazy({ view, children }: { view: keyof Views; children?: ComponentChildren }) {
  fetchRest();
  const View = rest?.[view] as ComponentType | undefined;
  return View ? <View /> : <>{children}</>;
}
