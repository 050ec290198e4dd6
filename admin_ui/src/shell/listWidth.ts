/** How wide the list is: dragged, remembered. */
import { keep, recall } from "../state/storage";
import { createStore, useStore } from "../state/store";

export const narrowest = 280;
export const widest = 480;
const usual = 340;

const clamp = (width: number) => Math.round(Math.max(narrowest, Math.min(widest, width)));
const width = createStore(clamp(Number(recall("list_width")) || usual));

export const useListWidth = () => useStore(width, (now) => now);

export function setListWidth(to: number): void {
  width.set(clamp(to));
  keep("list_width", String(width.get()));
}
