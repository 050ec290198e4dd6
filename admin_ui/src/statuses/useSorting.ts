/** Putting rows in order: by the pointer, or lifted with Space and moved with arrows; Esc takes it back. */
import { useLayoutEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import { moved } from "./order";

interface Lifted {
  id: number;
  ids: readonly number[];
  by: "keys" | "pointer";
}

export type Step = "lifted" | "moved" | "dropped" | "cancelled";

interface Props {
  ids: readonly number[];
  commit: (ids: readonly number[]) => void;
  /** Reads a step aloud; `place` counts from 1. */
  tell: (step: Step, id: number, place: number) => void;
}

const gripId = (id: number) => `grip-${id}`;

/** The row under the pointer, at whatever height it is. */
function rowAt(y: number): number | null {
  for (const row of document.querySelectorAll<HTMLElement>("[data-sortable]")) {
    const { top, bottom } = row.getBoundingClientRect();
    if (y >= top && y < bottom) return Number(row.dataset.sortable);
  }
  return null;
}

export function useSorting({ ids, commit, tell }: Props) {
  const [lifted, show] = useState<Lifted | null>(null);
  // The pointer may be let go before what it has just moved is drawn.
  const latest = useRef<Lifted | null>(null);
  const setLifted = (to: Lifted | null) => {
    latest.current = to;
    show(to);
  };
  const now = lifted?.ids ?? ids;

  function drop(): void {
    const lifted = latest.current;
    if (lifted === null) return;
    setLifted(null);
    tell("dropped", lifted.id, lifted.ids.indexOf(lifted.id) + 1);
    if (lifted.ids.some((id, at) => id !== ids[at])) commit(lifted.ids);
  }
  function cancel(): void {
    const lifted = latest.current;
    if (lifted === null) return;
    setLifted(null);
    tell("cancelled", lifted.id, ids.indexOf(lifted.id) + 1);
  }
  function move(to: number): void {
    const lifted = latest.current;
    if (lifted === null || to < 0 || to >= lifted.ids.length || to === lifted.ids.indexOf(lifted.id)) return;
    setLifted({ ...lifted, ids: moved(lifted.ids, lifted.id, to) });
    tell("moved", lifted.id, to + 1);
  }

  // What moves in the document loses the focus, also when it goes back.
  const held = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (lifted?.by === "keys") held.current = lifted.id;
    if (held.current !== null) document.getElementById(gripId(held.current))?.focus();
    if (lifted === null) held.current = null;
  });

  useLayoutEffect(() => {
    if (lifted?.by !== "pointer") return;
    const follow = ({ clientY }: globalThis.PointerEvent) => {
      const over = rowAt(clientY);
      const order = latest.current?.ids ?? [];
      if (over !== null && order.includes(over)) move(order.indexOf(over));
    };
    const leave = ({ key }: globalThis.KeyboardEvent) => key === "Escape" && cancel();
    addEventListener("pointermove", follow);
    addEventListener("pointerup", drop);
    addEventListener("pointercancel", cancel);
    addEventListener("keydown", leave);
    return () => {
      removeEventListener("pointermove", follow);
      removeEventListener("pointerup", drop);
      removeEventListener("pointercancel", cancel);
      removeEventListener("keydown", leave);
    };
  });

  function press(event: KeyboardEvent, id: number): void {
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const toggles = event.key === " " || event.key === "Enter";
    if (toggles && lifted === null) {
      setLifted({ id, ids, by: "keys" });
      tell("lifted", id, ids.indexOf(id) + 1);
    } else if (lifted === null) return;
    else if (toggles || event.key === "Tab") drop();
    else if (event.key === "Escape") cancel();
    else if (by !== 0) move(lifted.ids.indexOf(id) + by);
    else return;
    if (event.key !== "Tab") event.preventDefault();
  }

  const grip = (id: number) => ({
    id: gripId(id),
    "aria-pressed": lifted?.id === id,
    onKeyDown: (event: KeyboardEvent) => press(event, id),
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0) return;
      event.currentTarget.releasePointerCapture(event.pointerId);
      setLifted({ id, ids, by: "pointer" });
    },
  });
  return { ids: now, lifted: lifted?.id ?? null, grip };
}
export type Sorting = ReturnType<typeof useSorting>;
