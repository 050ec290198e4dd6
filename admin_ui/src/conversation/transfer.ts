/** For which chat "Hand over" is open, and to whom it can go. Pure but for the first. */
import type { Colleague, Row } from "../api/types";
import { createStore } from "../state/store";

export const transferOf = createStore<number | null>(null);
export const showTransfer = (chat: number) => transferOf.set(chat);
export const hideTransfer = () => transferOf.set(null);

const presences = ["online", "invisible", "offline"];

/** Everybody but the holder whose name has these words; first those who are here and have the least to do. */
export function candidates(colleagues: Colleague[], row: Row, words: string): Colleague[] {
  const wanted = words.trim().toLocaleLowerCase().split(/\s+/).map(plain);
  const fits = ({ name }: Colleague) => {
    const parts = plain(name.toLocaleLowerCase()).split(/[\s-]+/);
    return wanted.every((word) => parts.some((part) => part.startsWith(word)));
  };
  return colleagues
    .filter((one) => one.id !== row.operator?.id && fits(one))
    .sort((a, b) => presences.indexOf(a.state) - presences.indexOf(b.state) || a.chats - b.chats || a.id - b.id);
}

const plain = (word: string) => word.replaceAll("ё", "е");

export type Warning = "offline" | "full" | null;

/** What one should know before handing them one more. */
export function warningOf({ state, chats, limit }: Colleague): Warning {
  if (state === "offline") return "offline";
  return chats >= limit ? "full" : null;
}
