/** Templates under their headings: how they stand, and how they are moved. Pure. */
import type { Level, Template, TemplatePlace } from "../api/types";
import { match, rank, type Span } from "../search/match";

export interface Group {
  heading: string;
  items: Template[];
}

export const ofLevel = (all: readonly Template[], level: Level) => all.filter((one) => one.level === level);

/** Headings in the order in which they first appear; those without one stand first. */
export function groupsOf(templates: readonly Template[]): Group[] {
  const groups = new Map<string, Template[]>();
  for (const one of templates) groups.set(one.heading, [...(groups.get(one.heading) ?? []), one]);
  return [...groups]
    .map(([heading, items]) => ({ heading, items }))
    .sort((a, b) => Number(a.heading !== "") - Number(b.heading !== ""));
}

export const headingsOf = (templates: readonly Template[]) =>
  [...new Set(templates.map(({ heading }) => heading))].filter((heading) => heading !== "");

export const placesOf = (groups: readonly Group[]): TemplatePlace[] =>
  groups.flatMap(({ heading, items }) => items.map(({ id }) => ({ id, heading })));

/** What it is called: its title, else its first line. */
export const nameOf = ({ title, text }: Pick<Template, "title" | "text">) => title || (text.split("\n", 1)[0] ?? "");

function without(groups: readonly Group[], id: number): { rest: Group[]; taken: Template | undefined } {
  const taken = groups.flatMap(({ items }) => items).find((one) => one.id === id);
  return { rest: groups.map((group) => ({ ...group, items: group.items.filter((one) => one.id !== id) })), taken };
}

const filled = (groups: readonly Group[]) => groups.filter(({ items }) => items.length > 0);

/** Whether both have the same templates in the same places. */
export const sameOrder = (groups: readonly Group[], others: readonly Group[]) =>
  JSON.stringify(placesOf(groups)) === JSON.stringify(placesOf(others));

/** One place up or down; beyond the end of a heading, under the next one. */
export function step(groups: Group[], id: number, by: 1 | -1): Group[] {
  const at = groups.findIndex(({ items }) => items.some((one) => one.id === id));
  const group = groups[at];
  if (group === undefined) return groups;
  const place = group.items.findIndex((one) => one.id === id);
  const inside = place + by >= 0 && place + by < group.items.length;
  const to = inside ? at : at + by;
  const target = groups[to];
  const { rest, taken } = without(groups, id);
  if (target === undefined || taken === undefined) return groups;
  const where = inside ? place + by : by > 0 ? 0 : target.items.length;
  const put = (one: Group) => ({ ...one, items: one.items.toSpliced(where, 0, taken) });
  return filled(rest.map((one, index) => (index === to ? put(one) : one)));
}

/** Before or after another one, under its heading. */
export function beside(groups: readonly Group[], id: number, other: number, after: boolean): Group[] {
  const { rest, taken } = without(groups, id);
  if (taken === undefined || id === other) return [...groups];
  return filled(
    rest.map((group) => {
      const at = group.items.findIndex((one) => one.id === other);
      return at < 0 ? group : { ...group, items: group.items.toSpliced(at + (after ? 1 : 0), 0, taken) };
    }),
  );
}

/** A heading with all that stands under it, one place up or down. */
export function moveHeading(groups: readonly Group[], heading: string, by: 1 | -1): Group[] {
  const at = groups.findIndex((group) => group.heading === heading);
  const [group, other] = [groups[at], groups[at + by]];
  return group && other && other.heading !== "" ? groups.with(at, other).with(at + by, group) : [...groups];
}

export const rename = (groups: readonly Group[], heading: string, to: string): Group[] =>
  groups.map((group) => (group.heading === heading ? { ...group, heading: to } : group));

/** Where it stands: its number among all of its level. */
export function numberOf(groups: readonly Group[], id: number): { number: number; of: number } {
  const all = groups.flatMap(({ items }) => items);
  return { number: all.findIndex((one) => one.id === id) + 1, of: all.length };
}

export interface Found {
  template: Template;
  name: Span[];
  text: Span[];
  heading: Span[];
}

/** Those whose title, text or heading have all the words; those that begin so first. */
export function find(templates: readonly Template[], sought: string): Found[] {
  const found = templates.flatMap((template) => {
    const spans = match([nameOf(template), template.text, template.heading], sought);
    return spans ? [{ template, name: spans[0]!, text: spans[1]!, heading: spans[2]! }] : [];
  });
  const worth = ({ template }: Found) => rank(nameOf(template), sought);
  return sought.trim() === "" ? found : found.sort((a, b) => worth(a) - worth(b));
}
