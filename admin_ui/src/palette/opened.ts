/** Whether the palette is open. */
import { createStore } from "../state/store";

export const opened = createStore(false);
export const openPalette = () => opened.set(true);
export const closePalette = () => opened.set(false);
