/** Arrow keys in the list: one row is active, Enter opens it. */
import { useState, type KeyboardEvent } from "react";
import type { Row } from "../api/types";
import type { Item } from "./items";

export const rowId = (chat: number) => `row-${chat}`;

const steps: Record<string, number> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 8,
  PageUp: -8,
  Home: -Infinity,
  End: Infinity,
};

export function useListKeys(
  items: Item[],
  open: number | null,
  enter: (row: Row) => void,
  show: (index: number) => void,
) {
  const [active, setActive] = useState<number | null>(null);
  const [focused, setFocused] = useState(false);

  function press(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const rows = items.filter((item) => item.type === "row");
    const at = rows.findIndex(({ row }) => row.id === active);
    const step = steps[event.key];
    if (step !== undefined) {
      event.preventDefault();
      const target = rows[Math.max(0, Math.min(rows.length - 1, at + step))];
      if (!target) return;
      setActive(target.row.id);
      show(items.indexOf(target));
    } else if (event.key === "Enter" && rows[at]) {
      event.preventDefault();
      enter(rows[at].row);
    }
  }

  function focus(): void {
    setFocused(true);
    setActive((now) => now ?? open ?? items.find((item) => item.type === "row")?.row.id ?? null);
  }

  return {
    active: focused ? active : null,
    box: {
      onKeyDown: press,
      onFocus: focus,
      onBlur: () => setFocused(false),
      "aria-activedescendant": focused && active !== null ? rowId(active) : undefined,
    },
  };
}
