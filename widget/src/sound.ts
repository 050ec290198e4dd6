// Two soft notes for a new message, once in a browser however many tabs are open. Made here, so that nothing has to be fetched.

const NOTES = [660, 880];
const STEP = 0.12;
const LENGTH = 0.5;
const LOUDNESS = 0.12;
/** A tab in which it is read comes first. */
const OTHERS_WAIT = 200;
/** Until all tabs have asked: what one writes down, another may read only a little later. */
const HELD = 5000;

let context: AudioContext | undefined;

/** Rings for a message that no tab has rung for, nor shown to a reader. Without locks (plain HTTP) chance keeps the tabs apart. */
export function ring(message: string, isRead: boolean, isFirst: () => boolean): void {
  const claim = (lock?: Lock | null) => {
    if (lock === null || !isFirst()) return;
    if (!isRead) play();
    return new Promise((release) => setTimeout(release, HELD));
  };
  const ask = () => void (navigator.locks?.request(`besedka ${message}`, { ifAvailable: true }, claim) ?? claim());
  if (isRead) ask();
  else setTimeout(ask, OTHERS_WAIT * (1 + Math.random()));
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
