/** Holds an answer back once when the client has written since it was begun, out of the writer's sight. */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { logKey } from "../live/keys";
import { useStore } from "../state/store";
import type { Mode } from "./drafts";
import { lastFromClient, type Log } from "./log";
import { isUnseen, sight } from "./sight";

export function useGuard(chat: number, mode: Mode, text: string) {
  const cache = useQueryClient();
  const begun = useRef<Partial<Record<Mode, number>>>({});
  const [held, setHeld] = useState<number | null>(null);
  const seen = useStore(sight, (all) => all.get(chat) ?? 0);
  const newest = () => {
    const log = cache.getQueryData<Log>(logKey(chat));
    return log ? lastFromClient(log) : 0;
  };

  // A draft of before was begun with what had been seen by then.
  if (text === "") delete begun.current[mode];
  else begun.current[mode] ??= seen || newest();
  useEffect(() => {
    if (held !== null && (seen >= held || text === "")) setHeld(null);
  }, [held, seen, text]);

  /** Whether it may go; the second time it goes, unless even more has come. */
  const passes = (): boolean => {
    const now = newest();
    if (mode === "note" || held === now || !isUnseen(now, begun.current[mode] ?? now, seen)) return true;
    setHeld(now);
    return false;
  };
  return { held: held !== null, passes };
}
