// Views that many visits never need: their code and style come with the first use, or a little before it.
import type { ComponentChildren, ComponentType, FunctionComponent } from "preact";
import { addStyle } from "../sheets";
import { scene } from "./scene";

export interface Part {
  View: ComponentType;
  css: string;
}

/** A view that draws its children, if any, until its part has come, and a way to have it come in time. */
export function lazy(load: () => Promise<Part>): { View: FunctionComponent<{ children?: ComponentChildren }>; fetch(): void } {
  let part: Part | undefined;
  let loading: Promise<unknown> | undefined;
  const arrive = (loaded: Part) => {
    part = loaded;
    addStyle(loaded.css);
    scene.redraw();
  };
  const fetch = () => {
    loading ??= load().then(arrive, () => {}); // browsers remember a module that failed: asking again would not help
  };
  const View = ({ children }: { children?: ComponentChildren }) => {
    fetch();
    return part ? <part.View /> : <>{children}</>;
  };
  return { View, fetch };
}
