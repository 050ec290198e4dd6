/** Short words about what has just not worked, or has been done by somebody else. */
import type { Face } from "../api/types";
import { createStore } from "../state/store";

export interface Toast {
  id: number;
  text: string;
  face?: Face;
  /** The chat that it is about: the next thing done to it makes these words old. */
  chat?: number;
  /** Nothing is wrong. */
  calm?: boolean;
  action?: { label: string; run: () => void; undo?: boolean };
}

const SHOWN_MS = 8000;
const UNDO_MS = 10_000;
let last = 0;

export const toasts = createStore<readonly Toast[]>([]);

export const dismiss = (id: number) => toasts.set((now) => now.filter((toast) => toast.id !== id));

/** Something else happens to the chat: what was said of it before is over. */
export const dismissOf = (chat: number) => toasts.set((now) => now.filter((toast) => toast.chat !== chat));

export function tell(toast: Omit<Toast, "id">): void {
  const id = ++last;
  toasts.set((now) => [...now.slice(-2), { ...toast, id }]);
  setTimeout(() => dismiss(id), toast.action?.undo ? UNDO_MS : SHOWN_MS);
}

/** What was done last and can still be undone. */
export function undoLast(): void {
  const toast = toasts.get().findLast(({ action }) => action?.undo);
  if (!toast) return;
  dismiss(toast.id);
  toast.action?.run();
}
