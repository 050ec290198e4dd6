// Two soft notes for a new message, once in a browser however many tabs are open. Made here, so that nothing has to be fetched.
import { claim } from "./claim";

const NOTES = [660, 880];
const STEP = 0.12;
const LENGTH = 0.5;
const LOUDNESS = 0.12;
/** A tab in which it is read comes first. */
const OTHERS_WAIT = 200;

let context: AudioContext | undefined;

/** Rings for a message that no tab has rung for, nor shown to a reader. */
export function ring(message: string, isRead: boolean, isFirst: () => boolean): void {
  const ask = () => claim(`besedka ${message}`, isFirst, () => isRead || play());
  if (isRead) ask();
  else setTimeout(ask, OTHERS_WAIT);
}

function play(): void {
  context ??= new AudioContext();
  const { currentTime, destination } = context;
  NOTES.forEach((frequency, index) => {
    const start = currentTime + index * STEP;
    const tone = new OscillatorNode(context!, { frequency });
    const volume = new GainNode(context!, { gain: 0 });
    volume.gain.setValueAtTime(LOUDNESS, start);
    volume.gain.exponentialRampToValueAtTime(0.001, start + LENGTH);
    tone.connect(volume).connect(destination);
    tone.start(start);
    tone.stop(start + LENGTH);
  });
}
