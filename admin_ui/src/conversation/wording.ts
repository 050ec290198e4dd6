/** How a text looks: emoji alone are large, long ones are folded. Pure. */

const MOST_LARGE = 3;
const LONG_CHARS = 1200;
const LONG_LINES = 18;
const SHOWN_CHARS = 700;
const SHOWN_LINES = 10;

const emoji = /\p{Extended_Pictographic}|\p{Regional_Indicator}/u;

/** One to three emoji and nothing else. */
export function isEmojiAlone(text: string): boolean {
  if (text.length > 40 || !emoji.test(text)) return false;
  const signs = [...new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(text.replace(/\s/g, ""))];
  return signs.length <= MOST_LARGE && signs.every(({ segment }) => emoji.test(segment));
}

/** The beginning of a text that is too long to be shown whole, cut between words; null: it is not too long. */
export function beginningOf(text: string): string | null {
  const lines = text.split("\n");
  if (text.length <= LONG_CHARS && lines.length <= LONG_LINES) return null;
  const few = lines.slice(0, SHOWN_LINES).join("\n");
  if (few.length <= SHOWN_CHARS) return few;
  const cut = few.slice(0, SHOWN_CHARS);
  // What has no spaces is cut anywhere, but not through the middle of a sign.
  return /^[\s\S]*\s/.exec(cut.slice(-80)) ? cut.replace(/\s+\S*$/, "") : cut.replace(/[\uD800-\uDBFF]$/, "");
}
