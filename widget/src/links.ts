// Finds web addresses in what people write.

export interface Piece {
  text: string;
  href?: string;
}

const ADDRESS = /\bhttps?:\/\/[^\s<>"«»]+/gi;
const TRAILING = /[.,;:!?'’…)\]}]+$/;

/** Cuts a text into plain pieces and links; nothing is lost or added. */
export function withLinks(text: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const address = found.slice(0, found.length - tail(found));
    if (index > end) pieces.push({ text: text.slice(end, index) });
    pieces.push({ text: address, href: address });
    end = index + address.length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end) });
  return pieces;
}

/** How many characters at the end belong to the sentence; a bracket that the address itself opened stays. */
function tail(address: string): number {
  const cut = TRAILING.exec(address)?.[0] ?? "";
  const opened = cut.startsWith(")") && address.slice(0, -cut.length).includes("(");
  return cut.length - (opened ? 1 : 0);
}

const EMOJI = /^(?:\s*\p{Extended_Pictographic}(?:\u{FE0F}|[\u{1F3FB}-\u{1F3FF}]|\u{200D}\p{Extended_Pictographic})*){1,3}\s*$/u;

/** One to three emoji and nothing else: they are shown large. */
export function isEmoji(text: string): boolean {
  return EMOJI.test(text);
}
