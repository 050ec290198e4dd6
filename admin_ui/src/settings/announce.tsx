/** The one live region of the settings: what changed, at most one sentence in two seconds. */
import { useEffect, useState } from "react";
import { createStore, useStore } from "../state/store";
import words from "../theme/words.module.css";

const PAUSE_MS = 2000;
const said = createStore<{ text: string; at: number }>({ text: "", at: 0 });

export const announce = (text: string) => said.set({ text, at: Date.now() });

export function Announcer() {
  const latest = useStore(said, (now) => now);
  const [spoken, setSpoken] = useState({ text: "", at: 0 });
  useEffect(() => {
    if (latest.text === "" || latest === spoken) return;
    const wait = Math.max(0, spoken.at + PAUSE_MS - Date.now());
    const timer = setTimeout(() => setSpoken({ ...latest, at: Date.now() }), wait);
    return () => clearTimeout(timer);
    // What is spoken must not start the wait anew.
  }, [latest]);
  return (
    <p className={words.unseen} role="status" aria-live="polite">
      {spoken.text}
    </p>
  );
}
