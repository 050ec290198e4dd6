/** Brings the message that was looked for into sight: loads the log back to it, scrolls there, and says which one it is. */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState, type RefObject } from "react";
import { getEvents } from "../api/calls";
import { logKey } from "../live/keys";
import { useSought } from "../shell/place";
import { addOlder, type Log } from "./log";

const PAGE = 200;

export function useSoughtEvent(box: RefObject<HTMLElement | null>, chat: number, log: Log): number | null {
  const cache = useQueryClient();
  const sought = useSought();
  const first = log.events[0]?.seq ?? 1;
  const missing = sought !== null && sought < first && log.older !== null;
  const [reached, setReached] = useState<number | null>(null);

  useEffect(() => {
    if (!missing) return;
    let gone = false;
    getEvents(chat, first, PAGE).then(
      (page) => !gone && cache.setQueryData<Log>(logKey(chat), (now) => now && addOlder(now, page)),
      () => {}, // The log stays at its end; choosing the message again asks again.
    );
    return () => {
      gone = true;
    };
  }, [cache, chat, missing, first]);

  useEffect(() => {
    if (sought === null) return setReached(null);
    if (missing || reached === sought) return;
    box.current?.querySelector(`[data-seq="${sought}"] > *`)?.scrollIntoView({ block: "center" });
    setReached(sought);
  }, [box, sought, missing, reached]);

  return sought;
}
