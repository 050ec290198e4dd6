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
  /** How often somebody has tried to send with a file that cannot go. */
  const [insisted, setInsisted] = useState(0);
  const add = useCallback(
    (files: readonly File[]) => {
      setInsisted(0);
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
  const wrong = items.find(({ problem }) => problem !== null);
  const busy = items.some(({ info, problem }) => info === null && problem === null);
  const insist = () => setInsisted((times) => times + 1);
  return { place, items, add, paste, take: () => take(place), wrong, insisted, insist, busy };
}
export type Tray = ReturnType<typeof useTray>;

/** Whoever presses Send too early is not asked to press again: it goes when the last file is there. */
export function useWhenUploaded(tray: Tray, send: () => void) {
  const [waits, setWaits] = useState(false);
  useEffect(() => {
    if (!waits || tray.busy) return;
    setWaits(false);
    send();
  });
  return { waits: waits && tray.busy, wait: () => setWaits(true), stay: () => setWaits(false) };
}
