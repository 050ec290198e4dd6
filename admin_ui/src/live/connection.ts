/** The state of the connection as people see it. Pure. */

export interface Connection {
  /** `starting`: nothing is known yet, and nothing is wrong yet. */
  phase: "starting" | "online" | "lost";
  /** Since when: online for colleagues, or cut off. Milliseconds. */
  since: number;
  onlineSince: number;
  /** When the next attempt begins; null while one is under way. */
  retryAt: number | null;
}

/** As long as the server keeps somebody present who lost the connection. */
const GRACE_MS = 60_000;

export const atFirst = (now: number): Connection => ({ phase: "starting", since: now, onlineSince: 0, retryAt: null });

export function connected(before: Connection, now: number): Connection {
  const brief = before.phase === "lost" && before.onlineSince > 0 && now - before.since < GRACE_MS;
  const onlineSince = brief ? before.onlineSince : now;
  return { phase: "online", since: onlineSince, onlineSince, retryAt: null };
}

export function disconnected(before: Connection, now: number, retryAt: number): Connection {
  const since = before.phase === "lost" ? before.since : now;
  return { ...before, phase: "lost", since, retryAt };
}

export const trying = (before: Connection): Connection => ({ ...before, retryAt: null });
