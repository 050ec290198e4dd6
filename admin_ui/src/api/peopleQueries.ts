/** What the pages of statuses, operators and the company ask from the server; asked again whenever the revision grows. */
import { queryOptions } from "@tanstack/react-query";
import { settingsKey } from "../live/keys";
import { getCompany, getOperators, getStatusCounts } from "./peopleCalls";

/** What operators have to do changes all the time. */
const WORK_MS = 10_000;

export const statusCountsQuery = queryOptions({
  queryKey: [...settingsKey, "status-counts"],
  queryFn: async () => new Map((await getStatusCounts()).map(({ status, chats }) => [status, chats])),
  refetchInterval: WORK_MS,
});
export const operatorsQuery = queryOptions({
  queryKey: [...settingsKey, "operators"],
  queryFn: getOperators,
  refetchInterval: WORK_MS,
});
export const companyQuery = queryOptions({ queryKey: [...settingsKey, "company"], queryFn: getCompany });
