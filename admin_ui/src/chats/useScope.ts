/** Which list is looked at, with the remembered switch "only with client messages". */
import { useMemo } from "react";
import { usePlace } from "../shell/place";
import { useSession } from "../shell/session";
import { keep, recall } from "../state/storage";
import { createStore, useStore } from "../state/store";
import { filtersOf, isFiltered, isSearching, useNarrow } from "./narrow";
import type { Scope } from "./views";

const onlyWithMessages = createStore(recall("only_with_messages") !== "no");

export const useOnlyWithMessages = () => useStore(onlyWithMessages, (on) => on);

export function setOnlyWithMessages(on: boolean): void {
  keep("only_with_messages", on ? "yes" : "no");
  onlyWithMessages.set(on);
}

export function useScope(): Scope {
  const { view } = usePlace();
  const { me } = useSession();
  const narrow = useNarrow();
  const only = useOnlyWithMessages();
  const empty = !only && (view === "online" || view === "all") && !isFiltered(narrow);
  return useMemo(() => {
    const filters = isFiltered(narrow)
      ? { filters: filtersOf(narrow), zone: me.company.zone, me: me.id }
      : undefined;
    return isSearching(narrow)
      ? { view, empty: false, q: narrow.q!.trim(), only: filters }
      : { view, empty, only: filters };
  }, [view, empty, narrow, me.company.zone, me.id]);
}
