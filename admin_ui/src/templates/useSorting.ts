/** Putting templates in order: by the pointer, or lifted with Space and moved with arrows; Esc takes it back. */
import { useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import type { Template } from "../api/types";
import { announce } from "../settings/announce";
import { useFormat } from "../texts/useFormat";
import { useTranslation } from "../texts/useTranslation";
import { beside, groupsOf, nameOf, numberOf, step, type Group } from "./groups";

interface Lifted {
  id: number;
  groups: Group[];
  by: "keys" | "pointer";
}

const EDGE_PX = 48;
export const gripId = (id: number) => `grip-${id}`;

/** The template under the pointer, and whether its lower half is. */
function under(x: number, y: number): { id: number; after: boolean } | null {
  const row = document.elementFromPoint(x, y)?.closest<HTMLElement>("[data-template]");
  if (!row) return null;
  const { top, height } = row.getBoundingClientRect();
  return { id: Number(row.dataset.template), after: row.dataset.head === undefined && y > top + height / 2 };
}

function scrollNear(y: number): void {
  const by = y < EDGE_PX ? -12 : y > innerHeight - EDGE_PX ? 12 : 0;
  if (by !== 0) document.querySelector("main")?.scrollBy(0, by);
}

export function useSorting(all: readonly Template[], commit: (groups: Group[]) => void) {
  const { t } = useTranslation();
  const { quote } = useFormat();
  const [lifted, show] = useState<Lifted | null>(null);
  // The pointer may be let go before what it has just moved is drawn.
  const held = useRef<Lifted | null>(null);
  const setLifted = (to: Lifted | null) => {
    held.current = to;
    show(to);
  };
  // Until the list itself has the new order.
  const [dropped, setDropped] = useState<{ from: readonly Template[]; groups: Group[] } | null>(null);
  const kept = useRef<number | null>(null);
  const groups = useMemo(() => (dropped?.from === all ? dropped.groups : groupsOf(all)), [dropped, all]);

  const drop = () => {
    const to = held.current?.groups ?? groups;
    if (to !== groups) {
      setDropped({ from: all, groups: to });
      commit(to);
    }
    setLifted(null);
  };
  const tell = (to: Group[], id: number) => {
    const group = to.find(({ items }) => items.some((one) => one.id === id));
    const name = quote(nameOf(group!.items.find((one) => one.id === id)!));
    announce(t("templates.moved", { name, ...numberOf(to, id) }) + (group!.heading && `, ${group!.heading}`));
  };

  // Whoever is moved in the document loses the focus.
  useLayoutEffect(() => {
    if (kept.current !== null) document.getElementById(gripId(kept.current))?.focus();
    kept.current = null;
  });

  useLayoutEffect(() => {
    if (lifted?.by !== "pointer") return;
    const move = ({ clientX, clientY }: globalThis.PointerEvent) => {
      scrollNear(clientY);
      const over = under(clientX, clientY);
      const now = held.current;
      if (now && over && over.id !== now.id)
        setLifted({ ...now, groups: beside(now.groups, now.id, over.id, over.after) });
    };
    const leave = (event: globalThis.KeyboardEvent) => event.key === "Escape" && setLifted(null);
    addEventListener("pointermove", move);
    addEventListener("pointerup", drop);
    addEventListener("keydown", leave);
    return () => {
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", drop);
      removeEventListener("keydown", leave);
    };
  });

  function press(event: KeyboardEvent, id: number): void {
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const toggles = event.key === " " || event.key === "Enter";
    if (toggles && lifted === null) {
      setLifted({ id, groups, by: "keys" });
      tell(groups, id);
    } else if (toggles) drop();
    else if (lifted === null) return;
    else if (event.key === "Escape") setLifted(null);
    else if (by !== 0) {
      const to = step(lifted.groups, id, by);
      setLifted({ ...lifted, groups: to });
      tell(to, id);
    } else return;
    kept.current = id;
    event.preventDefault();
  }

  const grip = (id: number) => ({
    id: gripId(id),
    "aria-pressed": lifted?.id === id,
    onKeyDown: (event: KeyboardEvent) => press(event, id),
    onPointerDown: (event: PointerEvent) => event.button === 0 && setLifted({ id, groups, by: "pointer" }),
    onBlur: ({ relatedTarget }: { relatedTarget: EventTarget | null }) => relatedTarget !== null && setLifted(null),
  });
  return { groups: lifted?.groups ?? groups, lifted: lifted?.id ?? null, grip };
}
export type Sorting = ReturnType<typeof useSorting>;
