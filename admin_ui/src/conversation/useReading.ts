/** What of the chat is read: tells the server, and remembers where "New messages" begins. */
import { useEffect, useRef, useState } from "react";
import type { Row } from "../api/types";
import { useSession } from "../shell/session";
import { lastFromClient, type Log } from "./log";

const isAttentive = () => document.visibilityState === "visible" && document.hasFocus();

/** Somebody looks at this page. */
export function useAttention(): boolean {
  const [attentive, setAttentive] = useState(isAttentive);
  useEffect(() => {
    const look = () => setAttentive(isAttentive());
    const events = ["focus", "blur", "visibilitychange"];
    for (const event of events) addEventListener(event, look);
    return () => {
      for (const event of events) removeEventListener(event, look);
    };
  }, []);
  return attentive;
}

/** The newest event before the unread ones. */
function readBefore(log: Log, unread: number): number {
  if (log.readByMe !== null) return log.readByMe;
  const fromClient = log.events.filter(({ kind, author }) => kind === "message" && author.type === "visitor");
  return (fromClient.at(-unread)?.seq ?? fromClient[0]?.seq ?? 1) - 1;
}

/** In the queue a chat is nobody's: looking at it reads nothing. */
const canBeRead = (row: Row) => row.state === "in_progress" || row.state === "closed";

export function useReading(row: Row, log: Log | undefined): number | null {
  const { live } = useSession();
  const attentive = useAttention();
  const [divider, setDivider] = useState<number | null>(null);
  const seen = useRef<number | null>(null);
  const newest = log === undefined ? null : lastFromClient(log);
  const unread = row.unread ?? 0;

  useEffect(() => {
    if (log === undefined || newest === null) return;
    if (seen.current === null) {
      seen.current = newest;
      if (unread > 0 && canBeRead(row)) setDivider(readBefore(log, unread));
    } else if (newest > seen.current && !attentive) {
      const before = seen.current;
      setDivider((now) => now ?? before);
    }
    if (!attentive || !canBeRead(row)) return;
    seen.current = newest;
    if (unread > 0 || newest > (log.readByMe ?? 0)) live.read(row.id, newest);
  }, [live, row, log, newest, unread, attentive]);

  return divider;
}
