/** Opens the palette at its key; its code comes when the screen has settled. */
import { lazy, Suspense, useEffect } from "react";
import { usePress } from "../shell/usePress";
import { useStore } from "../state/store";
import { closePalette, opened, openPalette } from "./opened";

const load = () => import("./Palette");
const Palette = lazy(load);
const SETTLED_MS = 1000;

export function PaletteHost() {
  const shown = useStore(opened, (now) => now);
  usePress({ palette: openPalette });
  useEffect(() => {
    const timer = setTimeout(() => void load().catch(() => {}), SETTLED_MS);
    return () => {
      clearTimeout(timer);
      closePalette();
    };
  }, []);
  return <Suspense>{shown && <Palette close={closePalette} />}</Suspense>;
}
