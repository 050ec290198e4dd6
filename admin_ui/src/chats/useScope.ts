/** Which list is looked at, with the remembered switch "only with client messages". */
import { useMemo } from "react";
import type { Me } from "../api/types";
import { usePlace } from "../shell/place";
import { useSession } from "../shell/session";
import { keep, recall } from "../state/storage";
import { createStore, useStore } from "../state/store";
import { filtersOf, isFiltered, isSearching, useNarrow, type Narrow } from "./narrow";
import type { Scope, View } from "./views";

const onlyWithMessages = createStore(recall("only_with_messages") !== "no");

export const useOnlyWithMessages = () => useStore(onlyWithMessages, (on) => on);

export function setOnlyWithMessages(on: boolean): void {
  keep("only_with_messages", on ? "yes" : "no");
  onlyWithMessages.set(on);
}

function scopeOf(view: View, narrow: Narrow, { company, id }: Me, onlyWithMessages: boolean): Scope {
  const empty = !onlyWithMessages && (view === "online" || view === "all") && !isFiltered(narrow);
  const filters = isFiltered(narrow) ? { filters: filtersOf(narrow), zone: company.zone, me: id } : undefined;
  return isSearching(narrow)
    ? { view, empty: false, q: narrow.q!.trim(), only: filters }
    : { view, empty, only: filters };
}

export function useScope(): Scope {
  const { view } = usePlace();
  const { me } = useSession();
  const narrow = useNarrow();
  const only = useOnlyWithMessages();
  return useMemo(() => scopeOf(view, narrow, me, only), [view, narrow, me, only]);
}

/** The same before anything is drawn. */
export const scopeAt = (view: View, narrow: Narrow, me: Me) => scopeOf(view, narrow, me, onlyWithMessages.get());
