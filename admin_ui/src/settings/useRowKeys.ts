/** j and k walk the rows of a list; Enter opens, Space switches what has the focus, as everywhere. */
import { useEffect, useRef } from "react";

const steps: Record<string, 1 | -1> = { KeyJ: 1, KeyK: -1 };

export function useRowKeys() {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const step = steps[event.code];
      const writing = event.target instanceof Element && event.target.closest("input, textarea, select");
      if (!step || writing || event.altKey || event.ctrlKey || event.metaKey || document.querySelector("dialog[open]"))
        return;
      const links = [...(list.current?.querySelectorAll<HTMLElement>("[data-row-link]") ?? [])];
      const row = document.activeElement?.closest("li, [role=row]");
      const at = links.findIndex((link) => link.closest("li, [role=row]") === row);
      links[Math.max(0, Math.min(links.length - 1, at + step))]?.focus();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
  return list;
}
