// Two soft notes for a new message. Made here, so that nothing has to be fetched; a page that nobody has touched yet stays silent.

const NOTES = [660, 880];
const STEP = 0.12;
const LENGTH = 0.5;
const LOUDNESS = 0.12;

let context: AudioContext | undefined;

export function ring(): void {
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
