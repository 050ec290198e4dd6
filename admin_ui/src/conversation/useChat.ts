/** One chat: its row, its log, and what can be done to it. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef } from "react";
import { getEvents, getRow } from "../api/calls";
import { asProblem } from "../api/problem";
import { logQuery, statusesQuery } from "../api/queries";
import type { Row, Status } from "../api/types";
import { useSession } from "../shell/session";
import { chatKey, logKey } from "../live/keys";
import { useStore } from "../state/store";
import { addOlder, isLong, shortened, type Log } from "./log";
import { lostRow } from "./lost";
import { done, starred } from "./status";
import { useMoves } from "./useMoves";

/** The row as it is; of a chat that went to somebody else what is still true of it. */
export function useRow(chat: number) {
  const { live } = useSession();
  const { rows } = live.feed;
  const { data: row, error, isPending, refetch } = useQuery({
    queryKey: chatKey(chat),
    queryFn: async () => {
      const began = performance.now();
      return rows.broughtRow(await getRow(chat), began);
    },
    initialData: () => rows.known(chat),
  });
  const holder = useStore(live.feed.gone, (all) => all.get(chat));
  const missing = error !== null && asProblem(error).status === 404;
  const gone = holder !== undefined || missing;
  const data = useMemo(() => row && (gone ? lostRow(row, holder ?? null) : row), [row, gone, holder]);
  return { data, gone, missing, error, isPending, refetch };
}

/** The log, followed while it is on the screen. */
export function useLog(chat: number) {
  const { live } = useSession();
  const query = useQuery(logQuery(chat));
  const loaded = query.data !== undefined;
  useEffect(() => {
    if (!loaded) return;
    live.watch(chat);
    return () => live.unwatch(chat);
  }, [live, chat, loaded]);
  return query;
}

/** Asks for the page of older events, one at a time. */
export function useOlder(chat: number) {
  const cache = useQueryClient();
  const asking = useRef(false);
  return useCallback(async () => {
    const before = cache.getQueryData<Log>(logKey(chat))?.older;
    if (asking.current || !before) return;
    asking.current = true;
    try {
      const page = await getEvents(chat, before);
      cache.setQueryData<Log>(logKey(chat), (log) => log && addOlder(log, page));
    } catch {
      // Scrolling up again asks again.
    } finally {
      asking.current = false;
    }
  }, [cache, chat]);
}

/** Lets go of what has gone by, while one reads the end. */
export function useShortening(chat: number, log: Log, atEnd: boolean): void {
  const cache = useQueryClient();
  useEffect(() => {
    // Each message comes by here, and to be put there again would make the same log look fresh.
    if (atEnd && isLong(log)) cache.setQueryData<Log>(logKey(chat), (now) => now && shortened(now));
  }, [cache, chat, log, atEnd]);
}

export function useChatCommands(row: Row) {
  const moves = useMoves();
  const { data: statuses = [] } = useQuery(statusesQuery);
  const toDone = done(statuses);
  const toStar = starred(statuses);
  return {
    take: () => moves.take(row),
    giveBack: () => moves.giveBack(row),
    changeStatus: (status: Status) => moves.changeStatus(row, status),
    close: () => toDone && row.state === "in_progress" && void moves.changeStatus(row, toDone),
    reopen: () => toStar && void moves.changeStatus(row, toStar),
  };
}
export type Commands = ReturnType<typeof useChatCommands>;
