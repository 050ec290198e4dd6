/** Chats for the palette: those that are loaded at once, then what the server finds in names, messages and notes. */
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { getRows } from "../api/calls";
import type { Row } from "../api/types";
import { longestQuery } from "../chats/narrow";
import type { RowList } from "../chats/rows";
import { allRows } from "../live/keys";
import type { Span } from "../search/match";
import { Avatar } from "../shell/Avatar";
import { useGo, usePlace } from "../shell/place";
import { useTranslation } from "../texts/useTranslation";
import type { Choice } from "./useEntries";

const AFTER_MS = 150;
const MOST = 20;

const newest = (row: Row) => row.last?.at ?? "";

function useLoaded(): Row[] {
  const cache = useQueryClient();
  return useMemo(() => {
    const lists = cache.getQueriesData<RowList>({ queryKey: allRows });
    const rows = new Map(lists.flatMap(([, list]) => list?.rows ?? []).map((row) => [row.id, row]));
    return [...rows.values()].sort((a, b) => (newest(a) < newest(b) ? 1 : -1));
  }, [cache]);
}

function useFound(sought: string): Row[] {
  const [q] = useDebouncedValue(sought.trim().slice(0, longestQuery), AFTER_MS);
  const { data } = useQuery({
    queryKey: ["palette", q],
    queryFn: () => getRows({ view: "all", q, limit: MOST }),
    enabled: q !== "",
    staleTime: 0,
    gcTime: 60_000,
    retry: false,
  });
  return q === sought.trim() ? (data?.items ?? []) : [];
}

export function useChatChoices(sought: string): Choice[] {
  const { t } = useTranslation();
  const go = useGo();
  const { view } = usePlace();
  const loaded = useLoaded();
  const found = useFound(sought);
  const choice = (row: Row): Choice => ({
    id: `chat.${row.id}`,
    title: row.client.name || t("visitor", { number: row.client.id }),
    about: row.last?.text ?? row.page?.title ?? "",
    mark: <Avatar id={row.client.id} name={row.client.name} size={24} />,
    run: () => go({ view, chat: row.id }),
  });
  const hit = (row: Row): Choice => {
    const plain = choice(row);
    const ranges = (row.hit?.ranges ?? []) as unknown as Span[];
    if (!row.hit || (row.hit.seq === null && row.hit.text === plain.title))
      return { ...plain, fits: { title: ranges, about: [] } };
    const at = row.hit.seq ?? undefined;
    return {
      ...plain,
      about: row.hit.text,
      fits: { title: [], about: ranges },
      run: () => go({ view, chat: row.id, at }),
    };
  };
  const known = new Set(found.map(({ id }) => id));
  return [...loaded.filter(({ id }) => !known.has(id)).map(choice), ...found.map(hit)];
}
