/** Rows come and go, but what is under the pointer stays there; without a pointer, what is at the top of a scrolled list does. */
import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from "react";
import { itemAt, startOf, type Item } from "./items";

interface Anchor {
  key: string | number;
  /** Where it stood below the upper edge of the list. */
  top: number;
}

/** The pointer's height within the list; null while it is elsewhere. */
function usePointer(box: RefObject<HTMLDivElement | null>, left: () => void) {
  const height = useRef<number | null>(null);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const move = ({ clientY }: PointerEvent) => {
      height.current = clientY - element.getBoundingClientRect().top;
    };
    const leave = () => {
      height.current = null;
      left();
    };
    element.addEventListener("pointermove", move);
    element.addEventListener("pointerleave", leave);
    return () => {
      element.removeEventListener("pointermove", move);
      element.removeEventListener("pointerleave", leave);
    };
  }, [box, left]);
  return height;
}

/** Returns the empty space over the first row, needed when rows above the pointer went away and there was nothing to scroll. */
export function useSteadyPointer(box: RefObject<HTMLDivElement | null>, items: Item[]): number {
  const [lead, setLead] = useState(0);
  const close = useRef(() => setLead(0)).current;
  const pointer = usePointer(box, close);
  const drawn = useRef<{ items: Item[]; anchor: Anchor | null }>({ items, anchor: null });

  // Before the new rows are drawn: what must not move, and where it stands now.
  if (drawn.current.items !== items) {
    const scroll = box.current?.scrollTop ?? 0;
    const at = pointer.current ?? (scroll > 0 ? 0 : null);
    const seen = at === null ? null : itemAt(drawn.current.items, scroll - lead + at);
    drawn.current = { items, anchor: seen && { key: seen.key, top: seen.start + lead - scroll } };
  }

  useLayoutEffect(() => {
    const { anchor } = drawn.current;
    const element = box.current;
    drawn.current.anchor = null;
    const start = anchor && startOf(items, anchor.key);
    if (!element || start === null) return;
    const scroll = start - anchor!.top;
    setLead(Math.max(0, -scroll));
    element.scrollTop = Math.max(0, scroll);
  }, [items, box]);

  return lead;
}
