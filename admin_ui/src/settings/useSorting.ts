/** Putting rows in order: by the pointer, or lifted with Space and moved with arrows; Esc takes it back. */
import { useLayoutEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from "react";

export type Step = "lifted" | "moved" | "dropped" | "cancelled";

interface Sorted<Order> {
  order: Order;
  /** One place down or up; the same order at its end. */
  step: (order: Order, id: number, by: 1 | -1) => Order;
  /** Where the pointer is; the same order if that changes nothing. */
  follow: (order: Order, id: number, x: number, y: number) => Order;
  commit: (order: Order) => void;
  /** Reads a step aloud. */
  tell: (step: Step, id: number, order: Order) => void;
}

interface Lifted<Order> {
  id: number;
  order: Order;
  from: Order;
  by: "keys" | "pointer";
}

const EDGE_PX = 48;
const gripId = (id: number) => `grip-${id}`;

function scrollNear(y: number): void {
  const by = y < EDGE_PX ? -12 : y > innerHeight - EDGE_PX ? 12 : 0;
  if (by !== 0) document.querySelector("main")?.scrollBy(0, by);
}

export function useSorting<Order>({ order, step, follow, commit, tell }: Sorted<Order>) {
  const [lifted, show] = useState<Lifted<Order> | null>(null);
  // The pointer may be let go before what it has just moved is drawn.
  const latest = useRef<Lifted<Order> | null>(null);
  const setLifted = (to: Lifted<Order> | null) => {
    latest.current = to;
    show(to);
  };

  function lift(id: number, by: "keys" | "pointer"): void {
    setLifted({ id, order, from: order, by });
    tell("lifted", id, order);
  }
  function move(change: (order: Order, id: number) => Order): void {
    if (latest.current === null) return;
    const { id, order } = latest.current;
    const to = change(order, id);
    if (to === order) return;
    setLifted({ ...latest.current, order: to });
    tell("moved", id, to);
  }
  function end(how: "dropped" | "cancelled"): void {
    if (latest.current === null) return;
    const { id, order, from } = latest.current;
    const to = how === "dropped" ? order : from;
    setLifted(null);
    tell(how, id, to);
    if (to !== from) commit(to);
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
    const lead = ({ clientX, clientY }: globalThis.PointerEvent) => {
      scrollNear(clientY);
      move((order, id) => follow(order, id, clientX, clientY));
    };
    const drop = () => end("dropped");
    const cancel = () => end("cancelled");
    const leave = ({ key }: globalThis.KeyboardEvent) => key === "Escape" && cancel();
    addEventListener("pointermove", lead);
    addEventListener("pointerup", drop);
    addEventListener("pointercancel", cancel);
    addEventListener("keydown", leave);
    return () => {
      removeEventListener("pointermove", lead);
      removeEventListener("pointerup", drop);
      removeEventListener("pointercancel", cancel);
      removeEventListener("keydown", leave);
    };
  });

  function press(event: KeyboardEvent, id: number): void {
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const toggles = event.key === " " || event.key === "Enter";
    if (toggles && lifted === null) lift(id, "keys");
    else if (lifted === null) return;
    else if (toggles || event.key === "Tab") end("dropped");
    else if (event.key === "Escape") end("cancelled");
    else if (by !== 0) move((order) => step(order, id, by));
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
      lift(id, "pointer");
    },
  });
  return { order: lifted?.order ?? order, lifted: lifted?.id ?? null, grip };
}
export type Sorting = Pick<ReturnType<typeof useSorting>, "lifted" | "grip">;
