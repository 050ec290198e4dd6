/** "/" in a message calls for templates where the field is empty, or after a space. Pure. */

const LONGEST = 40;

export interface Slash {
  /** Where it stands. */
  at: number;
  /** What follows it up to the caret. */
  sought: string;
}

export function slashAt(text: string, caret: number): Slash | null {
  const before = text.slice(0, caret);
  const at = before.lastIndexOf("/");
  if (at < 0 || (at > 0 && !/\s/.test(before[at - 1]!))) return null;
  const sought = before.slice(at + 1);
  return /^\s|\n/.test(sought) || sought.length > LONGEST ? null : { at, sought };
}
