/** Arrow keys in the log: from message to message. */
import type { KeyboardEvent } from "react";

const steps: Record<string, (at: number, all: number) => number> = {
  ArrowUp: (at) => Math.max(0, at - 1),
  ArrowDown: (at, all) => Math.min(all - 1, at + 1),
  Home: () => 0,
  End: (_, all) => all - 1,
};

/** On the log itself, or on a message of it; elsewhere (in a menu, a button) keys mean what they mean there. */
export function moveInLog(event: KeyboardEvent<HTMLElement>): void {
  const { key, target, currentTarget: log, altKey, ctrlKey, metaKey } = event;
  const step = steps[key];
  if (!step || altKey || ctrlKey || metaKey || !(target instanceof HTMLElement)) return;
  const all = [...log.querySelectorAll<HTMLElement>("[data-said]")];
  const at = target === log ? all.length : all.indexOf(target);
  if (at < 0 || all.length === 0) return;
  event.preventDefault();
  const next = all[step(at, all.length)];
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: "nearest" });
}
