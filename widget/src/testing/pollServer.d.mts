// The types of pollServer.mjs, which is plain JavaScript because the checker knows nothing of Node.
import type { ServedConnection } from "./socketServer.mjs";

export interface ServedPoll {
  path: string;
  body: { frames: { type: string }[] } & Record<string, unknown>;
  /** The poller waited no longer. */
  isGone: boolean;
  answer(document: object, status?: number): void;
}

export function listen(onPoll: (poll: ServedPoll) => void): Promise<{
  url: string;
  /** So many sockets were. */
  refused: number;
  /** Null: sockets are refused. */
  greet: ((connection: ServedConnection) => void) | null;
  close(): void;
}>;
