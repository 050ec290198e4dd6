/** Sounds for what one should know while looking elsewhere: a chat that was given, a further message, a note that calls me, and the queue if one likes. */
import { useEffect, useRef } from "react";
import { useAttention } from "../conversation/useReading";
import { useSession } from "./session";
import { usePlace } from "./place";
import { announce } from "./sounds";

export function useSounds(): void {
  const { me, live } = useSession();
  const { chat: open } = usePlace();
  const attentive = useAttention();
  const now = useRef({ open, attentive });
  now.current = { open, attentive };

  useEffect(() => {
    const looksAt = (chat: number) => now.current.attentive && now.current.open === chat;
    const { assigned, counts, mention, news } = live.feed;
    let waiting = counts.get()?.queue ?? null;
    const leaves = [
      assigned.subscribe(() => {
        const given = assigned.get();
        if (given) announce("own", `given-${given.chat}-${live.feed.logEnd(given.chat) ?? ""}`, looksAt(given.chat));
      }),
      news.subscribe(() => {
        const row = news.get();
        if (row?.operator?.id === me.id) announce("own", `said-${row.id}-${row.client_messages}`, looksAt(row.id));
      }),
      mention.subscribe(() => {
        const note = mention.get();
        if (note) announce("own", `called-${note.chat}-${note.seq}`, looksAt(note.chat));
      }),
      counts.subscribe(() => {
        const queue = counts.get()?.queue ?? null;
        if (waiting !== null && queue !== null && queue > waiting) announce("queue", `queue-${queue}-${minute()}`, false);
        waiting = queue;
      }),
    ];
    return () => leaves.forEach((leave) => leave());
  }, [live, me.id]);
}

const minute = () => Math.floor(Date.now() / 60_000);
