/** What a list is narrowed to: words that are searched for, and filters. It stands in the address. */
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import type { Row } from "../api/types";

export interface Filters {
  /** A status's id. */
  status?: number;
  /** An operator's id, or oneself. */
  holder?: number | "me";
  tag?: string;
  /** First and last day, as `2026-03-01`. */
  since?: string;
  until?: string;
}
export interface Narrow extends Filters {
  /** Empty: the search is open and nothing is typed yet. */
  q?: string;
}

export const longestQuery = 200;
const keys = ["status", "holder", "tag", "since", "until"] as const;

const number = (value: unknown) => (Number.isInteger(Number(value)) && Number(value) > 0 ? Number(value) : undefined);
const words = (value: unknown, longest: number) =>
  typeof value === "string" || typeof value === "number" ? String(value).slice(0, longest) : undefined;
const day = (value: unknown) =>
  typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value)) ? value : undefined;

/** What of an address makes sense. */
export const narrowOf = (search: Record<string, unknown>): Narrow => ({
  q: words(search.q, longestQuery),
  status: number(search.status),
  holder: search.holder === "me" ? "me" : number(search.holder),
  tag: words(search.tag, 100) || undefined,
  since: day(search.since),
  until: day(search.until),
});

/** Those that are set. */
export const filtersOf = (narrow: Narrow): Filters =>
  Object.fromEntries(keys.filter((key) => narrow[key] !== undefined).map((key) => [key, narrow[key]]));

export const isSearching = ({ q }: Narrow) => q !== undefined && q.trim() !== "";
export const isFiltered = (narrow: Narrow) => keys.some((key) => narrow[key] !== undefined);

/** The day of a moment where the company is. */
const dayIn = (zone: string) => {
  const format = new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" });
  return (moment: string) => format.format(new Date(moment));
};

/** Whether a chat that has changed passes the filters. */
export function passes(row: Row, { status, holder, tag, since, until }: Filters, zone: string, me: number): boolean {
  if (status !== undefined && row.status !== status) return false;
  if (holder !== undefined && row.operator?.id !== (holder === "me" ? me : holder)) return false;
  if (tag !== undefined && !row.tags.includes(tag)) return false;
  if (since === undefined && until === undefined) return true;
  const moment = row.state === "closed" ? row.closed_at : row.opened_at;
  if (moment === null) return false;
  const at = dayIn(zone)(moment);
  return (since === undefined || at >= since) && (until === undefined || at <= until);
}

export function useNarrow(): Narrow {
  const search = useSearch({ strict: false }) as Record<string, unknown>;
  const { q, status, holder, tag, since, until } = narrowOf(search);
  return useMemo(() => ({ q, status, holder, tag, since, until }), [q, status, holder, tag, since, until]);
}

/** Changes what is given; `replace`: going back does not lead here. */
export function useSetNarrow() {
  const navigate = useNavigate();
  return useCallback(
    (change: Narrow, replace = false) =>
      void navigate({ to: ".", replace, search: (now) => ({ ...narrowOf(now), ...change, at: now.at }) }),
    [navigate],
  );
}
