/** What is heard, and once in a browser however many tabs are open. */
import { claim } from "../../../widget/src/claim";
import { keep, recall } from "../state/storage";
import { createStore, useStore } from "../state/store";

export const kinds = ["own", "queue"] as const;
/** `own`: chats given to me, further messages in mine, and notes that call me. `queue`: chats that nobody has; off until it is wanted. */
export type Kind = (typeof kinds)[number];

const wanted = createStore<Record<Kind, boolean>>({ own: recall("sound.own") !== "off", queue: recall("sound.queue") === "on" });
addEventListener("storage", ({ key, newValue }) => {
  for (const kind of kinds)
    if (key === `besedka.sound.${kind}`) wanted.set((now) => ({ ...now, [kind]: newValue === "on" }));
});

export const useWanted = () => useStore(wanted, (now) => now);

export function want(kind: Kind, on: boolean): void {
  keep(`sound.${kind}`, on ? "on" : "off");
  wanted.set((now) => ({ ...now, [kind]: on }));
  if (on) play();
}

let audio: AudioContext | null = null;

/** Two soft notes, made here: nothing has to be loaded. */
function play(): void {
  audio ??= new AudioContext();
  const start = audio.currentTime + 0.02;
  [660, 880].forEach((pitch, i) => {
    if (audio === null) return;
    const [note, loudness] = [audio.createOscillator(), audio.createGain()];
    const at = start + i * 0.14;
    note.frequency.value = pitch;
    loudness.gain.setValueAtTime(0, at);
    loudness.gain.linearRampToValueAtTime(0.12, at + 0.02);
    loudness.gain.exponentialRampToValueAtTime(0.001, at + 0.4);
    note.connect(loudness).connect(audio.destination);
    note.start(at);
    note.stop(at + 0.42);
  });
}

/** Whoever looks at it needs no sound and is the first to know; other tabs wait a moment for that. */
const OTHERS_WAIT_MS = 200;
const REMEMBERED = 30;

function isFirst(news: string): boolean {
  const told = (recall("told") ?? "").split(" ");
  if (told.includes(news)) return false;
  keep("told", [...told, news].slice(-REMEMBERED).join(" "));
  return true;
}

/** `seen`: it is before somebody's eyes in this very tab. A browser lets a page be heard once it was used. */
export function announce(kind: Kind, news: string, seen: boolean): void {
  const first = (then: () => void) => claim(`besedka.told ${news}`, () => isFirst(news), then);
  if (seen) return first(() => {});
  if (!wanted.get()[kind] || !navigator.userActivation?.hasBeenActive) return;
  setTimeout(() => first(play), OTHERS_WAIT_MS);
}
