/** Where in the console one is: the list and the open chat, both in the address. */
import { useNavigate, useParams } from "@tanstack/react-router";
import { useCallback } from "react";
import { isView, type View } from "../chats/views";

export interface Place {
  view: View;
  chat: number | null;
}

export function usePlace(): Place {
  const { view, chat } = useParams({ strict: false });
  return { view: view !== undefined && isView(view) ? view : "queue", chat: Number(chat) || null };
}

export function useGo() {
  const navigate = useNavigate();
  return useCallback(
    ({ view, chat }: Place) =>
      void navigate({ to: "/chats/$view/{-$chat}", params: { view, chat: chat === null ? undefined : String(chat) } }),
    [navigate],
  );
}
