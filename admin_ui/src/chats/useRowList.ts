/** A list of chats from the server: its beginning, the following pages on demand, and again after each reconnect. */
import { queryOptions, useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useCallback, useRef } from "react";
import { getRows, type ListQuery } from "../api/calls";
import { rowsKey } from "../live/keys";
import type { RowCache } from "../live/rowCache";
import { useSession } from "../shell/session";
import { appendPage, noRows, renewBeginning, type RowList } from "./rows";
import type { Scope } from "./views";

const PAGE = 100;
/** How much of a long list is asked again after a reconnect; the rest is old, closed chats. */
const RENEWED = 500;
/** So often a search is asked again: its index follows what is written, and may be far behind. */
const AGAIN_MS = { building: 3_000, built: 10_000 };

const asQuery = ({ view, empty, q, only }: Scope): ListQuery => ({
  view,
  q,
  empty: empty || undefined,
  ...only?.filters,
  holder: only?.filters.holder?.toString(),
  limit: PAGE,
});

async function fetchBeginning(scope: Scope, atLeast: number): Promise<RowList> {
  let { items, next, building } = await getRows(asQuery(scope));
  while (next !== null && items.length < atLeast) {
    const page = await getRows({ ...asQuery(scope), cursor: next });
    items = [...items, ...page.items];
    next = page.next;
  }
  return { rows: items, next, building };
}

/** What was found is asked again, and soon forgotten when nobody looks: each letter typed is another question. */
const whileSearching = {
  staleTime: 0,
  gcTime: 60_000,
  refetchInterval: ({ state }: { state: { data?: RowList } }) =>
    state.data?.building === true ? AGAIN_MS.building : AGAIN_MS.built,
};

export function rowsQuery(cache: QueryClient, rows: RowCache, scope: Scope) {
  return queryOptions({
    ...(scope.q === undefined ? {} : whileSearching),
    structuralSharing: false, // placing a row leaves the others as they are: comparing thousands at each frame finds nothing
    queryKey: rowsKey(scope),
    queryFn: async () => {
      const began = performance.now();
      const loaded = cache.getQueryData<RowList>(rowsKey(scope))?.rows.length ?? 0;
      const fresh = await fetchBeginning(scope, Math.min(loaded, RENEWED));
      const now = cache.getQueryData<RowList>(rowsKey(scope)) ?? noRows;
      return rows.brought(renewBeginning(now, fresh, scope), scope, began);
    },
  });
}

/** Has a list on its way before whoever shows it is drawn. */
export function expectRows(cache: QueryClient, scope: Scope): void {
  const queryKey = rowsKey(scope);
  if (cache.getQueryState(queryKey) === undefined)
    void cache.prefetchQuery({ queryKey, queryFn: () => fetchBeginning(scope, 0) });
}

export function useRowList(scope: Scope) {
  const cache = useQueryClient();
  const { live } = useSession();
  const query = useQuery(rowsQuery(cache, live.feed.rows, scope));
  const asking = useRef(false);

  const more = useCallback(async () => {
    const next = cache.getQueryData<RowList>(rowsKey(scope))?.next;
    if (asking.current || !next) return;
    asking.current = true;
    try {
      const page = await getRows({ ...asQuery(scope), cursor: next });
      cache.setQueryData<RowList>(rowsKey(scope), (list) => list && appendPage(list, page, scope));
    } catch {
      // The next scroll, or the next reconnect, asks again.
    } finally {
      asking.current = false;
    }
  }, [cache, scope]);

  return { ...query, list: query.data ?? noRows, more };
}
