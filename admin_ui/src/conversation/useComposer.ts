/** The composer at work: draft, limit, typing, sending. */
import { useCallback, useEffect, useRef, useState, type KeyboardEvent } from "react";
import type { Row } from "../api/types";
import { hasFingers } from "../shell/media";
import { useSession } from "../shell/session";
import { useTray, useWhenUploaded } from "../files/useTray";
import { setDraft, useDraft, type Mode } from "./drafts";
import { useEditLast } from "./editing";
import { mentionsIn } from "./mentions";
import { useGuard } from "./useGuard";

/** Characters, as the server counts them. */
export const LIMIT = 4000;
export const lengthOf = (text: string) => Array.from(text).length;

const TYPING_EVERY_MS = 2000;

/** At most one frame in two seconds while the text grows; one when it is gone. */
function useTyping(chat: number) {
  const { live } = useSession();
  const last = useRef(0);
  const stop = useCallback(() => {
    if (last.current === 0) return;
    last.current = 0;
    live.typing(chat, true);
  }, [live, chat]);
  useEffect(() => stop, [stop]);
  const typed = (text: string) => {
    if (text.trim() === "") return stop();
    if (Date.now() - last.current < TYPING_EVERY_MS) return;
    last.current = Date.now();
    live.typing(chat, false);
  };
  return { typed, stop };
}

export function useComposer(row: Row) {
  const { me, live } = useSession();
  const [mode, setMode] = useState<Mode>("reply");
  const field = useRef<HTMLTextAreaElement>(null);
  const text = useDraft(me.id, row.id, mode);
  const typing = useTyping(row.id);
  const guard = useGuard(row.id, mode, text);
  const editLast = useEditLast(row.id);
  const length = lengthOf(text);
  const tray = useTray(row.id, mode);
  const ready = (text.trim() !== "" || tray.items.length > 0) && length <= LIMIT && !tray.wrong;

  const write = (next: string) => {
    later.stay();
    setDraft(me.id, row.id, mode, next);
    if (mode === "reply") typing.typed(next);
  };
  const send = () => {
    if (tray.wrong) return tray.insist();
    if (!ready || !guard.passes()) return;
    if (tray.busy) return later.wait();
    const mentions = mode === "note" ? mentionsIn(text, live.feed.team.get() ?? []) : undefined;
    live.mailer.write(row.id, text.trim(), mode === "note", mentions, tray.take());
    setDraft(me.id, row.id, mode, "");
    typing.stop();
    field.current?.focus();
  };
  const later = useWhenUploaded(tray, send);
  const turn = (to: Mode) => {
    later.stay();
    setMode(to);
    typing.stop();
    field.current?.focus();
  };
  const press = (event: KeyboardEvent) => {
    const plain = !event.shiftKey && !event.altKey && !event.ctrlKey && !event.metaKey;
    if (event.key === "ArrowUp" && plain && text === "" && editLast(mode)) return event.preventDefault();
    if (event.key !== "Enter" || !plain || event.nativeEvent.isComposing || hasFingers()) return;
    event.preventDefault();
    send();
  };

  const files = { tray, waits: later.waits };
  return { mode, turn, field, text, length, ready, held: guard.held, write, send, press, ...files };
}
export type Writing = ReturnType<typeof useComposer>;
