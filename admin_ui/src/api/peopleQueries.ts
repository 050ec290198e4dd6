/** What the pages of statuses and of the company ask from the server; asked again whenever the revision grows. */
import { queryOptions } from "@tanstack/react-query";
import { settingsKey } from "../live/keys";
import { getCompany, getStatusCounts } from "./peopleCalls";

/** How many chats there are changes all the time. */
export const WORK_MS = 10_000;

export const statusCountsQuery = queryOptions({
  queryKey: [...settingsKey, "status-counts"],
  queryFn: async () => new Map((await getStatusCounts()).map(({ status, chats }) => [status, chats])),
  refetchInterval: WORK_MS,
});
export const companyQuery = queryOptions({ queryKey: [...settingsKey, "company"], queryFn: getCompany });
