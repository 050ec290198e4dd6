/** The files of the message that is being written. */
import { useCallback, useEffect, useState, type ClipboardEvent } from "react";
import { useSession } from "../shell/session";
import { tell } from "../shell/tell";
import { useTranslation } from "../texts/useTranslation";
import { attach, take, useAttachments } from "./tray";

export function useTray(chat: number, mode: string) {
  const { t } = useTranslation();
  const { me } = useSession();
  const place = `${me.id}.${chat}.${mode}`;
  const items = useAttachments(place);
  const add = useCallback(
    (files: readonly File[]) => {
      const { max_count } = me.files;
      if (attach(place, files, me.files) > 0) tell({ text: t("files.too_many", { count: max_count }) });
    },
    [place, me.files, t],
  );
  const paste = (event: ClipboardEvent) => {
    const files = Array.from(event.clipboardData.files);
    // What office programs copy is text first, with a picture of it.
    if (files.length === 0 || event.clipboardData.types.includes("text/plain")) return;
    event.preventDefault();
    add(files);
  };
  const wrong = items.some(({ problem }) => problem !== null);
  const busy = items.some(({ info, problem }) => info === null && problem === null);
  return { place, items, add, paste, take: () => take(place), wrong, busy };
}
export type Tray = ReturnType<typeof useTray>;

/** Whoever presses Send too early is not asked to press again: it goes when the last file is there. */
export function useWhenUploaded(tray: Tray, send: () => void) {
  const [waits, setWaits] = useState(false);
  useEffect(() => {
    if (!waits || tray.busy) return;
    setWaits(false);
    if (!tray.wrong) send();
  });
  return { waits: waits && tray.busy, wait: () => setWaits(true), stay: () => setWaits(false) };
}
