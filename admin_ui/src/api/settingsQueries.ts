/** What the settings pages ask from the server; asked again whenever the revision grows. */
import { queryOptions } from "@tanstack/react-query";
import { settingsKey } from "../live/keys";
import { getHours, getPlugin, getPlugins, getRules } from "./settingsCalls";
import { getTemplates } from "./templateCalls";
import type { PluginRow } from "./types";

/** How often a plugin on its way is asked about, should the socket be silent. */
const ON_THE_WAY_MS = 2000;
const onTheWay = ({ state }: PluginRow) => state === "starting" || state === "stopping";

export const pluginsQuery = queryOptions({
  queryKey: [...settingsKey, "plugins"],
  queryFn: getPlugins,
  refetchInterval: ({ state: { data } }) => (data?.items.some(onTheWay) ? ON_THE_WAY_MS : false),
});
export const pluginQuery = (name: string) =>
  queryOptions({
    queryKey: [...settingsKey, "plugin", name],
    queryFn: () => getPlugin(name),
    refetchInterval: ({ state: { data } }) => (data && onTheWay(data.plugin) ? ON_THE_WAY_MS : false),
  });
/** Everybody's change with the revision; one's own may have changed in another window. */
export const templatesQuery = queryOptions({
  queryKey: [...settingsKey, "templates"],
  queryFn: getTemplates,
  staleTime: 5_000,
});
export const rulesQuery = queryOptions({ queryKey: [...settingsKey, "rules"], queryFn: getRules });
export const hoursQuery = queryOptions({ queryKey: [...settingsKey, "hours"], queryFn: getHours });
