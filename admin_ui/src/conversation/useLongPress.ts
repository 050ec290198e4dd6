/** A finger that stays where it is for half a second. */
import { useEffect, useRef, type MouseEvent, type PointerEvent, type TouchEvent } from "react";

const HOLD_MS = 500;
const SLIP_PX = 10;

export function useLongPress(act: () => void) {
  const held = useRef<{ timer: number; x: number; y: number } | null>(null);
  const acted = useRef(false);
  const release = () => {
    if (held.current) clearTimeout(held.current.timer);
    held.current = null;
  };
  useEffect(() => release, []);
  const hold = () => {
    acted.current = true;
    act();
  };
  return {
    onPointerDown: ({ pointerType, clientX: x, clientY: y }: PointerEvent) => {
      release();
      acted.current = false;
      if (pointerType === "touch") held.current = { timer: window.setTimeout(hold, HOLD_MS), x, y };
    },
    onPointerMove: ({ clientX, clientY }: PointerEvent) => {
      const { x, y } = held.current ?? { x: clientX, y: clientY };
      if (Math.hypot(clientX - x, clientY - y) > SLIP_PX) release();
    },
    onPointerUp: release,
    onPointerCancel: release,
    // No click follows that would close again what was opened.
    onTouchEnd: (event: TouchEvent) => acted.current && event.preventDefault(),
    // The browser's own menu for a long press would lie over ours.
    onContextMenu: (event: MouseEvent) => held.current && event.preventDefault(),
  };
}
