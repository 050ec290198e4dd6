/** What fits the words in the palette: by group, the best first, with the places that fit. Pure. */
import { match, rank, type Span } from "../search/match";

export const groups = ["actions", "chats", "templates"] as const;
export type GroupName = (typeof groups)[number];

export interface Entry {
  id: string;
  title: string;
  about: string;
  /** What the server says of it: it fits for whatever reason. */
  fits?: { title: Span[]; about: Span[] };
}
export interface Hit<E extends Entry> {
  entry: E;
  title: Span[];
  /** What is shown of `about`, and what of it fits. */
  about: { text: string; spans: Span[] };
}

const EARLY = 28;
const BEFORE = 12;

/** So that what fits is seen, also far into a long text. */
export function excerpt(text: string, spans: readonly Span[]): { text: string; spans: Span[] } {
  const line = text.replace(/\s/g, " ");
  const first = Math.min(...spans.map(([from]) => from));
  if (spans.length === 0 || first <= EARLY) return { text: line, spans: [...spans] };
  const cut = line.lastIndexOf(" ", first - BEFORE) + 1;
  const from = cut > 0 ? cut : first - BEFORE;
  return { text: `…${line.slice(from)}`, spans: spans.map(([a, b]) => [a - from + 1, b - from + 1] as const) };
}

export function hitsIn<E extends Entry>(entries: readonly E[], sought: string, most: number): Hit<E>[] {
  const hits = entries.flatMap((entry) => {
    const spans = entry.fits ? [entry.fits.title, entry.fits.about] : match([entry.title, entry.about], sought);
    return spans ? [{ entry, title: spans[0]!, about: excerpt(entry.about, spans[1]!) }] : [];
  });
  if (sought.trim() !== "") hits.sort((a, b) => rank(a.entry.title, sought) - rank(b.entry.title, sought));
  return hits.slice(0, most);
}
