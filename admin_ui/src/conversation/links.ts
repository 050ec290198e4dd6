/** Finds addresses in a message, so that they can be pressed. Pure. */

export interface Piece {
  text: string;
  href?: string;
}

const address = /https?:\/\/[^\s<>"«»]+/g;
/** What ends a sentence rather than an address. */
const trailing = /[.,:;!?…)\]]+$/;

export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const { 0: found, index } of text.matchAll(address)) {
    const href = found.replace(trailing, "");
    if (index > from) pieces.push({ text: text.slice(from, index) });
    pieces.push({ text: href, href });
    from = index + href.length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from) });
  return pieces;
}
