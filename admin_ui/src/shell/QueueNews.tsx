/** Tells those who cannot see the counter that somebody new waits; at most one sentence in two seconds. */
import { useEffect, useRef, useState } from "react";
import { useStore } from "../state/store";
import { useTranslation } from "../texts/useTranslation";
import words from "../theme/words.module.css";
import { useSession } from "./session";
import { useDesk } from "./useDesk";

const PAUSE_MS = 2000;

export function QueueNews() {
  const { t } = useTranslation();
  const { live } = useSession();
  const waiting = useStore(live.feed.counts, (counts) => counts?.queue ?? null);
  const { queue } = useDesk();
  const before = useRef(waiting);
  const [told, setTold] = useState(0);
  useEffect(() => {
    const grown = before.current !== null && waiting !== null && waiting > before.current;
    before.current = waiting;
    if (!grown) return;
    const timer = setTimeout(() => setTold(waiting), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [waiting]);
  return (
    <p className={words.unseen} role="status">
      {told > 0 && queue !== "hidden" && t("rest.waiting", { count: told })}
    </p>
  );
}
