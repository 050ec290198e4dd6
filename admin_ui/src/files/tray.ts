/** Files that are being sent ahead of their message, for each chat and mode; they outlive a look into another chat. */
import { asProblem, Problem } from "../api/problem";
import { randomId } from "../api/random";
import type { FileInfo, FileLimits } from "../api/types";
import { uploadFile, type Upload } from "../api/upload";
import { createStore, useStore } from "../state/store";

export interface Attachment {
  key: string;
  file: File;
  /** Address of the picture in this page; empty for other files. */
  preview: string;
  /** From 0 to 1. */
  progress: number;
  /** Once the server has it. */
  info: FileInfo | null;
  problem: Problem | null;
  /** The same again may go well. */
  again: boolean;
}

type Trays = ReadonlyMap<string, readonly Attachment[]>;
const NOTHING: readonly Attachment[] = [];
const trays = createStore<Trays>(new Map());
const uploads = new Map<string, Upload>();

export const trayOf = (place: string): readonly Attachment[] => trays.get().get(place) ?? NOTHING;
export const useAttachments = (place: string) => useStore(trays, (all) => all.get(place) ?? NOTHING);

const put = (place: string, items: readonly Attachment[]) => trays.set((now) => new Map(now).set(place, items));
const change = (place: string, key: string, fields: Partial<Attachment>) =>
  put(
    place,
    trayOf(place).map((item) => (item.key === key ? { ...item, ...fields } : item)),
  );

/** What is known to be wrong before anything is sent. */
function refusal(file: File, limits: FileLimits): Problem | null {
  if (file.size === 0) return new Problem({ code: "empty_file" });
  return file.size > limits.max_bytes ? new Problem({ code: "file_too_large" }) : null;
}

function begin(place: string, { key, file }: Attachment): void {
  change(place, key, { progress: 0, problem: null, again: false });
  const upload = uploadFile(file, (progress) => change(place, key, { progress }));
  uploads.set(key, upload);
  upload.done
    .then((info) => change(place, key, { info, progress: 1 }))
    .catch((error: unknown) => change(place, key, { problem: asProblem(error), again: true }))
    .finally(() => uploads.delete(key));
}

/** Begins to send what there is room for; how many there was no room for. */
export function attach(place: string, files: readonly File[], limits: FileLimits): number {
  const before = trayOf(place);
  const taken = files.slice(0, Math.max(0, limits.max_count - before.length));
  const added = taken.map((file) => ({
    key: randomId(),
    file,
    preview: /^image\/(png|jpeg|gif|webp)$/.test(file.type) ? URL.createObjectURL(file) : "",
    progress: 0,
    info: null,
    problem: refusal(file, limits),
    again: false,
  }));
  put(place, [...before, ...added]);
  for (const item of added) if (item.problem === null) begin(place, item);
  return files.length - taken.length;
}

export function detach(place: string, key: string): void {
  uploads.get(key)?.cancel();
  uploads.delete(key);
  const gone = trayOf(place).find((item) => item.key === key);
  if (gone?.preview) URL.revokeObjectURL(gone.preview);
  put(
    place,
    trayOf(place).filter((item) => item.key !== key),
  );
}

export function tryAgain(place: string, key: string): void {
  const item = trayOf(place).find((one) => one.key === key);
  if (item) begin(place, item);
}

export interface Ready extends FileInfo {
  url: string;
}

/** What goes with the message, each with the address of its preview; the tray is empty afterwards. */
export function take(place: string): Ready[] {
  const ready = trayOf(place).flatMap(({ info, preview }) => (info ? [{ ...info, url: preview }] : []));
  put(place, NOTHING);
  return ready;
}
