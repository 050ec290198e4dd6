// The types of socketServer.mjs, which is plain JavaScript because the checker knows nothing of Node.
import type { ClientFrame } from "../wire";

export interface ServedConnection {
  onFrame(frame: ClientFrame): void;
  onClose(): void;
  send(frame: object): void;
  close(code: number): void;
  destroy(): void;
}

export function listen(
  greet: (connection: ServedConnection) => void,
  port?: number,
): Promise<{ url: string; port: number; close(): void }>;
