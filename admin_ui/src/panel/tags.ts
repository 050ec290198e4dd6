/** Which tags are offered while one types. Pure. */
import { isAmong } from "../texts/isAmong";

export const MAX_CHARS = 64;
const OFFERED = 6;

export const clean = (tag: string) => tag.split(/\s+/).filter(Boolean).join(" ");
const plain = (tag: string) => tag.toLocaleLowerCase().replaceAll("ё", "е");

/** Of those given lately, the ones that begin so, then those that hold it, without those that are there. */
export function suggested(lately: readonly string[], present: readonly string[], typed: string): string[] {
  const wanted = plain(clean(typed));
  const found = lately.filter((tag) => !isAmong(present, tag) && plain(tag).includes(wanted));
  const begins = (tag: string) => plain(tag).startsWith(wanted);
  return [...found.filter(begins), ...found.filter((tag) => !begins(tag))].slice(0, OFFERED);
}
