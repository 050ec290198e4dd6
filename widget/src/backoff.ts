// How long to wait before the next attempt: twice as long each time, and never in step with everybody else.

const FIRST = 1000;
const LONGEST = 30_000;

/** Milliseconds before attempt number `attempt` (from 0): between half and the whole of the growing pause. */
export function backoff(attempt: number, longest = LONGEST): number {
  const pause = Math.min(longest, FIRST * 2 ** attempt);
  return pause / 2 + (pause / 2) * Math.random();
}
