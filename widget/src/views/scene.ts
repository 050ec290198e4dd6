// What every view reads: the state, the words, and whom to tell. There is one widget on a page, and it is drawn from the top.
import type { Client } from "../client";
import type { State } from "../state";
import type { Speech } from "../texts";

export interface Scene {
  client: Client;
  state: State;
  say: Speech;
  open(): void;
  close(): void;
  redraw(): void;
  /** The window is all there is of the page, and cannot be closed. */
  isPage: boolean;
}

export let scene: Scene;

export function setScene(next: Scene): void {
  scene = next;
}
