/** Where in the console one is: the list and the open chat, both in the address. */
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import { narrowOf } from "../chats/narrow";
import { isView, type View } from "../chats/views";

export interface Place {
  view: View;
  chat: number | null;
}

export function usePlace(): Place {
  const { view, chat } = useParams({ strict: false });
  return { view: view !== undefined && isView(view) ? view : "queue", chat: Number(chat) || null };
}

/** `at`: an event of the chat to show. What the list is narrowed to stays for as long as one stays in the list. */
export function useGo() {
  const navigate = useNavigate();
  const { view: here } = usePlace();
  return useCallback(
    ({ view, chat, at }: Place & { at?: number }) =>
      void navigate({
        to: "/chats/$view/{-$chat}",
        params: { view, chat: chat === null ? undefined : String(chat) },
        search: (now) => ({ ...(view === here ? narrowOf(now) : {}), at }),
      }),
    [navigate, here],
  );
}

/** The event of the open chat that was looked for. */
export function useSought(): number | null {
  const { at } = useSearch({ strict: false });
  return at ?? null;
}
