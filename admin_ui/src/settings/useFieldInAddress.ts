/** An address may name a field of the page (`#field-token`): it gets the focus once it is there. */
import { useLocation } from "@tanstack/react-router";
import { useEffect } from "react";

/** How long a page may take to show it. */
const WAIT_MS = 10_000;
const FOCUSABLE = "input, select, textarea, button, [tabindex]";

function focus(id: string): boolean {
  const element = document.getElementById(id);
  const target = element?.matches(FOCUSABLE) ? element : element?.querySelector<HTMLElement>(FOCUSABLE);
  if (!target) return false;
  target.scrollIntoView({ block: "center" });
  target.focus({ preventScroll: true });
  return true;
}

export function useFieldInAddress(): void {
  const location = useLocation();
  useEffect(() => {
    const { hash } = location;
    if (hash === "" || focus(hash)) return;
    const watcher = new MutationObserver(() => focus(hash) && watcher.disconnect());
    watcher.observe(document.body, { childList: true, subtree: true });
    const timer = setTimeout(() => watcher.disconnect(), WAIT_MS);
    return () => {
      watcher.disconnect();
      clearTimeout(timer);
    };
  }, [location]);
}
