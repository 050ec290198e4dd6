/** Which list is looked at, with the remembered switch "only with client messages". */
import { useMemo } from "react";
import { usePlace } from "../shell/place";
import { keep, recall } from "../state/storage";
import { createStore, useStore } from "../state/store";
import type { Scope } from "./views";

const onlyWithMessages = createStore(recall("only_with_messages") !== "no");

export const useOnlyWithMessages = () => useStore(onlyWithMessages, (on) => on);

export function setOnlyWithMessages(on: boolean): void {
  keep("only_with_messages", on ? "yes" : "no");
  onlyWithMessages.set(on);
}

export function useScope(): Scope {
  const { view } = usePlace();
  const only = useOnlyWithMessages();
  const empty = !only && (view === "online" || view === "all");
  return useMemo(() => ({ view, empty }), [view, empty]);
}
