/** The server's clock, by which waiting times are counted. */
import { useSyncExternalStore } from "react";

let ahead = 0;

export function setServerTime(iso: string): void {
  ahead = Date.parse(iso) - Date.now();
}

export const serverNow = (): number => Date.now() + ahead;

const listeners = new Set<() => void>();
let second = Math.floor(serverNow() / 1000);
let timer = 0;

function tick(): void {
  second = Math.floor(serverNow() / 1000);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    timer = window.setInterval(tick, 1000);
    second = Math.floor(serverNow() / 1000);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) clearInterval(timer);
  };
}

/** The server's time in milliseconds, anew every second; one timer for the whole page. */
export function useServerNow(): number {
  return useSyncExternalStore(subscribe, () => second) * 1000;
}
