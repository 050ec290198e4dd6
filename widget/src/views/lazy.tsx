// Views that many visits never need: their code and style come with the first use.
import type { ComponentType, FunctionComponent } from "preact";
import { addStyle } from "../sheets";
import { scene } from "./scene";

export interface Part {
  View: ComponentType;
  css: string;
}

/** A view that draws nothing until its part has come; a load that failed is tried again with the next drawing. */
export function lazy(load: () => Promise<Part>): FunctionComponent {
  let part: Part | undefined;
  let loading: Promise<unknown> | undefined;
  const arrive = (loaded: Part) => {
    part = loaded;
    addStyle(loaded.css);
    scene.redraw();
  };
  const fail = () => (loading = undefined);
  return () => {
    if (part) return <part.View />;
    loading ??= load().then(arrive, fail);
    return null;
  };
}
