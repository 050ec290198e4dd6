/** Colleagues called by name in a note: `@Name`, as it is typed, sent and shown. Pure. */
import type { FaceState } from "../api/types";

type Named = Pick<FaceState, "id" | "name">;

const MOST = 6;
const isWordy = (letter: string | undefined) => letter !== undefined && /[\p{L}\p{N}_]/u.test(letter);

/** What is being typed after the last `@` before the caret; null: no name is. */
export function queryAt(text: string, caret: number): string | null {
  const found = /(?:^|[\s(«"'])@([^\s@]*(?: [^\s@]*)?)$/u.exec(text.slice(0, caret));
  return found?.[1] ?? null;
}

/** Whom it may mean: a name or any word of it begins so. */
export function fitting<T extends Named>(query: string, team: readonly T[]): T[] {
  const wanted = query.toLocaleLowerCase();
  const begins = ({ name }: Named) => {
    const words = name.toLocaleLowerCase();
    return words.startsWith(wanted) || words.split(" ").some((word) => word.startsWith(wanted));
  };
  return team.filter(begins).slice(0, MOST);
}

/** The text with the name in place of the query, and where the caret stands then. */
export function withName(text: string, caret: number, query: string, name: string): { text: string; caret: number } {
  const before = `${text.slice(0, caret - query.length)}${name} `;
  return { text: before + text.slice(caret).replace(/^ /, ""), caret: before.length };
}

export interface Part {
  text: string;
  /** Who is meant. */
  id?: number;
}

/** The text cut at the names of these people; of two names that fit the longer one is meant. */
export function partsOf(text: string, people: readonly Named[]): Part[] {
  const byLength = people.toSorted((a, b) => b.name.length - a.name.length);
  const parts: Part[] = [];
  let from = 0;
  for (let at = text.indexOf("@"); at >= 0; at = text.indexOf("@", at + 1)) {
    if (at < from || isWordy(text[at - 1])) continue;
    const meant = byLength.find(
      ({ name }) => text.startsWith(name, at + 1) && !isWordy(text[at + 1 + name.length]),
    );
    if (!meant) continue;
    if (at > from) parts.push({ text: text.slice(from, at) });
    from = at + 1 + meant.name.length;
    parts.push({ text: text.slice(at, from), id: meant.id });
  }
  if (from < text.length) parts.push({ text: text.slice(from) });
  return parts;
}

export const mentionsIn = (text: string, team: readonly Named[]): number[] => [
  ...new Set(partsOf(text, team).flatMap(({ id }) => (id === undefined ? [] : [id]))),
];
