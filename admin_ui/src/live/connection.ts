/** The state of the connection as people see it. Pure. */

export interface Connection {
  /** `starting`: nothing is known yet, and nothing is wrong yet. */
  phase: "starting" | "online" | "lost";
  /** Since when it is so, in milliseconds. */
  since: number;
  /** When the next attempt begins; null while one is under way. */
  retryAt: number | null;
}

export const atFirst = (now: number): Connection => ({ phase: "starting", since: now, retryAt: null });

export const connected = (now: number): Connection => ({ phase: "online", since: now, retryAt: null });

export function disconnected(before: Connection, now: number, retryAt: number): Connection {
  const since = before.phase === "lost" ? before.since : now;
  return { ...before, phase: "lost", since, retryAt };
}

export const trying = (before: Connection): Connection => ({ ...before, retryAt: null });
