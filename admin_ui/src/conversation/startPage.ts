/** The page on which a chat began: the one the client was on when it opened. Pure. */
import type { Page, Visit } from "../api/types";

export function startPage(visits: Visit[], openedAt: string | null): Page | null {
  if (openedAt === null) return null;
  const seen = visits.flatMap(({ pages }) => pages).filter(({ at }) => Date.parse(at) <= Date.parse(openedAt));
  return seen.reduce<Page | null>((latest, page) => (latest === null || page.at > latest.at ? page : latest), null);
}
