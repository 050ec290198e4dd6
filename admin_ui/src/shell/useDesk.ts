/** What I may do with the queue now: administrators always see it and take from it. */
import { useEffect } from "react";
import { views, type View } from "../chats/views";
import { useStore } from "../state/store";
import { useGo, usePlace } from "./place";
import { useSession } from "./session";

export function useDesk() {
  const { me, live } = useSession();
  const desk = useStore(live.feed.desk, (now) => now);
  const { queue, on_request: onRequest } = desk ?? me;
  return { queue: me.administrator ? ("take" as const) : queue, onRequest };
}

/** The lists that I may see. */
export function useViews(): readonly View[] {
  const { queue } = useDesk();
  return queue === "hidden" ? views.filter((view) => view !== "queue") : views;
}

/** Whoever stands where the queue was goes on to what is theirs. */
export function useLeaveHiddenQueue(): void {
  const { queue } = useDesk();
  const { view, chat } = usePlace();
  const go = useGo();
  const hidden = queue === "hidden" && view === "queue";
  useEffect(() => {
    if (hidden) go({ view: "in_progress", chat });
  }, [hidden, chat, go]);
}
