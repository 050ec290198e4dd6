/**
 * Many templates from pasted text: one a line; a leading space puts a line under the one before, which becomes
 * a heading. Pure.
 */

export interface Pasted {
  heading: string;
  text: string;
}

/** Headings of headings are written one after the other. */
const JOINED = " / ";

interface Line {
  depth: number;
  text: string;
}

function linesOf(text: string): Line[] {
  return text
    .split(/\r\n|\r|\n/)
    .filter((line) => line.trim() !== "")
    .map((line) => ({ depth: /^[ \t\u00a0]*/.exec(line)![0].length, text: line.trim() }));
}

export function parsePasted(text: string): Pasted[] {
  const lines = linesOf(text);
  const above: Line[] = [];
  const out: Pasted[] = [];
  lines.forEach((line, at) => {
    while (above.length > 0 && above.at(-1)!.depth >= line.depth) above.pop();
    const next = lines[at + 1];
    if (next !== undefined && next.depth > line.depth) above.push(line);
    else out.push({ heading: above.map((one) => one.text).join(JOINED), text: line.text });
  });
  return out;
}
