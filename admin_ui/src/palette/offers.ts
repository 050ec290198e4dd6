/** What the parts on the screen offer to the palette for as long as they are there. */
import type { TablerIcon } from "@tabler/icons-react";
import { useEffect, useRef } from "react";

export interface Offer {
  id: string;
  title: string;
  /** Beside it, in grey. */
  about?: string;
  keys?: string;
  Icon: TablerIcon;
  run: () => void;
}

type Giver<T> = () => T;
const givers = new Set<Giver<{ part: Part; offers: readonly Offer[] }>>();
const writers = new Set<Giver<(text: string) => void>>();

function useGiving<T>(to: Set<Giver<T>>, value: T): void {
  const latest = useRef(value);
  latest.current = value;
  useEffect(() => {
    const give = () => latest.current;
    to.add(give);
    return () => void to.delete(give);
  }, [to]);
}

/** In what order the parts' offers stand: what is nearest to one's work first. */
const parts = ["chat", "composer", "console"] as const;
export type Part = (typeof parts)[number];

export const useOffers = (part: Part, offers: readonly Offer[]): void => useGiving(givers, { part, offers });
export const offersNow = (): Offer[] =>
  [...givers]
    .map((give) => give())
    .sort((a, b) => parts.indexOf(a.part) - parts.indexOf(b.part))
    .flatMap(({ offers }) => [...offers]);

/** The field on the screen that words can be put into. */
export const useWriter = (write: (text: string) => void): void => useGiving(writers, write);
export const writerNow = (): ((text: string) => void) | null => [...writers].at(-1)?.() ?? null;
