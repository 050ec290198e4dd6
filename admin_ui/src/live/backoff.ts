/** How long to wait before the next attempt. Pure. */

const FIRST_MS = 500;
const LONGEST_MS = 30_000;

/** Doubles with every attempt up to half a minute; the jitter (`chance` in 0…1) keeps a restarted server from a stampede. */
export function pause(attempt: number, chance: number): number {
  const whole = Math.min(LONGEST_MS, FIRST_MS * 2 ** attempt);
  return Math.round(whole / 2 + (whole / 2) * chance);
}
