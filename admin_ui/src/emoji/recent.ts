/** The emoji one has used lately, kept in the browser. */
import { keep, recall } from "../state/storage";

const MOST = 16;
const KEY = "emoji";

export function recentEmoji(): string[] {
  try {
    const kept: unknown = JSON.parse(recall(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter((one) => typeof one === "string").slice(0, MOST) : [];
  } catch {
    return [];
  }
}

export const usedEmoji = (char: string): void =>
  keep(KEY, JSON.stringify([char, ...recentEmoji().filter((one) => one !== char)].slice(0, MOST)));
