// What is attached to the message that is being written.
import type { StoredFile } from "./wire";

export interface Attachment {
  source: File;
  /** Bytes that are on the server. */
  loaded: number;
  /** Once all are. */
  stored?: StoredFile;
  /** Why it does not go, in words. */
  problem?: string;
  /** The problem may pass. */
  retry?: boolean;
  /** Takes it back. */
  cancel(): void;
}

export function isLoading({ stored, problem }: Attachment): boolean {
  return !stored && !problem;
}
