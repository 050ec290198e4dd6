/** In what order plugins stand, and which of them are sought. Pure. */
import type { PluginList, PluginRow } from "../api/types";

export const kinds = ["channel", "distribution", "rating", "sla", "other"] as const;
export type Kind = (typeof kinds)[number];
export const isKind = (name: string | undefined): name is Kind =>
  (kinds as readonly (string | undefined)[]).includes(name);

const calls = ["broken", "incompatible", "failed", "needs_auth"] as const;

/** Broken, incompatible, stopped, without a key; or it runs, but not all of it. */
export const needsPerson = (row: PluginRow) =>
  (calls as readonly string[]).includes(row.state) || (row.state === "active" && row.trouble !== null);

const firstKind = (row: PluginRow) => Math.min(...row.kinds.map((kind) => kinds.indexOf(kind)), kinds.length);
const urgency = (row: PluginRow) => {
  const at = calls.findIndex((state) => state === row.state);
  return at < 0 ? calls.length : at;
};

const byKindAndName = (a: PluginRow, b: PluginRow) => firstKind(a) - firstKind(b) || a.title.localeCompare(b.title);

export interface Order {
  attention: readonly string[];
  rest: readonly string[];
}

/**
 * Names in the order in which they are shown. What stood somewhere stays there while the page is open, even if it was
 * repaired or broke meanwhile; what is new comes at the end of its part.
 */
export function ordered(items: PluginRow[], before: Order = { attention: [], rest: [] }): Order {
  const known = new Set([...before.attention, ...before.rest]);
  const there = new Set(items.map(({ name }) => name));
  const fresh = items.filter(({ name }) => !known.has(name));
  const bad = fresh.filter(needsPerson).sort((a, b) => urgency(a) - urgency(b) || byKindAndName(a, b));
  const good = fresh.filter((row) => !needsPerson(row)).sort(byKindAndName);
  return {
    attention: [...before.attention.filter((name) => there.has(name)), ...bad.map(({ name }) => name)],
    rest: [...before.rest.filter((name) => there.has(name)), ...good.map(({ name }) => name)],
  };
}

export const stateFilters = ["on", "off", "attention"] as const;
export type StateFilter = (typeof stateFilters)[number];

export interface Filters {
  find?: string;
  state?: string;
  kind?: string;
}

const inWords = (row: PluginRow, sought: string) =>
  [row.title, row.description, row.author, row.name, row.distribution].some((text) =>
    text.toLocaleLowerCase().includes(sought),
  );

function inState(row: PluginRow, state: string | undefined): boolean {
  if (state === "attention") return needsPerson(row);
  if (state === "on") return row.enabled;
  return state === "off" ? !row.enabled : true;
}

const ofKind = (row: PluginRow, kind: Kind) =>
  row.kinds.includes(kind) || (kind === "other" && row.kinds.length === 0);

export const matches = (row: PluginRow, { find = "", state, kind }: Filters) =>
  (!isKind(kind) || ofKind(row, kind)) && inState(row, state) && inWords(row, find.trim().toLocaleLowerCase());

/** How many there are of each kind, whatever else is sought; kinds without any are left out. */
export const kindCounts = ({ items }: PluginList): [Kind, number][] =>
  kinds
    .map((kind): [Kind, number] => [kind, items.filter((row) => ofKind(row, kind)).length])
    .filter(([, count]) => count > 0);
