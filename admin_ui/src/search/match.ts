/** Finding by words as one types: every word has to stand somewhere; ё is е, case does not matter. Pure. */

/** From where to where in the text something was found. */
export type Span = readonly [from: number, to: number];

const wordsOf = (sought: string) => plain(sought).split(/\s+/u).filter(Boolean);
const isLetter = (char: string | undefined) => char !== undefined && /[\p{L}\p{N}]/u.test(char);

/** As long as the text itself, so that places in it stay true. */
function plain(text: string): string {
  let out = "";
  for (const char of text) {
    const low = char.toLowerCase().replace("ё", "е");
    out += low.length === char.length ? low : char;
  }
  return out;
}

/** Where a word begins some word of the text, else stands inside of one. */
function place(text: string, word: string): number {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) if (!isLetter(text[at - 1])) return at;
  return text.indexOf(word);
}

/** The places of all words in several texts taken together; null if one of them is in none. */
export function match(texts: readonly string[], sought: string): Span[][] | null {
  const plainTexts = texts.map(plain);
  const spans: Span[][] = texts.map(() => []);
  for (const word of wordsOf(sought)) {
    let found = false;
    plainTexts.forEach((text, index) => {
      const at = place(text, word);
      if (at < 0) return;
      found = true;
      spans[index]!.push([at, at + word.length]);
    });
    if (!found) return null;
  }
  return spans;
}

/** The better, the smaller: the text begins so, a word of it does, it is somewhere inside. */
export function rank(text: string, sought: string): number {
  const [first] = wordsOf(sought);
  if (first === undefined) return 0;
  const plainText = plain(text);
  const at = place(plainText, first);
  if (at === 0) return 0;
  return at > 0 && !isLetter(plainText[at - 1]) ? 1 : 2;
}

export interface Piece {
  text: string;
  marked: boolean;
}

/** The text cut where marks begin and end, be the spans our own or the server's. */
export function pieces(text: string, spans: readonly (readonly number[])[]): Piece[] {
  const out: Piece[] = [];
  let at = 0;
  for (const [from = 0, to = 0] of [...spans].sort(([a = 0], [b = 0]) => a - b)) {
    if (to <= at) continue;
    if (from > at) out.push({ text: text.slice(at, from), marked: false });
    out.push({ text: text.slice(Math.max(at, from), to), marked: true });
    at = to;
  }
  if (at < text.length) out.push({ text: text.slice(at), marked: false });
  return out;
}
