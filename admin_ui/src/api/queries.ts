/** What is asked from the server and kept in the query cache. */
import { QueryClient, queryOptions } from "@tanstack/react-query";
import { logOf } from "../conversation/log";
import { clientKey, logKey, panelsKey, settingsKey } from "../live/keys";
import {
  getClient,
  getColleagues,
  getEvents,
  getMe,
  getOperators,
  getPanels,
  getSetup,
  getStatuses,
  getTags,
} from "./calls";
import { Problem } from "./problem";

/** The socket keeps things fresh; what it does not feed is asked again after each reconnect. */
export const createCache = () =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Infinity,
        gcTime: 30 * 60_000,
        refetchOnReconnect: false,
        refetchOnWindowFocus: false,
        networkMode: "always",
        retry: (failures, error) => failures < 1 && error instanceof Problem && error.status >= 500,
      },
      mutations: { networkMode: "always" },
    },
  });

export const setupQuery = queryOptions({ queryKey: ["setup"], queryFn: getSetup });
export const meQuery = queryOptions({ queryKey: ["me"], queryFn: getMe });
export const statusesQuery = queryOptions({ queryKey: [...settingsKey, "statuses"], queryFn: getStatuses });

export const operatorsQuery = queryOptions({ queryKey: [...settingsKey, "operators"], queryFn: getOperators, staleTime: 60_000 });

export const clientQuery = (chat: number) =>
  queryOptions({ queryKey: clientKey(chat), queryFn: () => getClient(chat) });
/** How much everybody has to do is asked whenever it is looked at. */
export const colleaguesQuery = queryOptions({ queryKey: ["colleagues"], queryFn: getColleagues, staleTime: 0 });
export const tagsQuery = queryOptions({ queryKey: ["tags"], queryFn: getTags, staleTime: 60_000 });
/** Asked anew whenever the chat is opened: it is other systems that answer. */
export const panelsQuery = (chat: number) =>
  queryOptions({ queryKey: panelsKey(chat), queryFn: () => getPanels(chat), gcTime: 0, retry: false });
export const logQuery = (chat: number) =>
  queryOptions({ queryKey: logKey(chat), queryFn: async () => logOf(await getEvents(chat)) });
