// A scale to rate by: stars, faces or numbers. What is pressed goes at once.
import type { rating } from "../texts/rating";
import type { Step } from "../wire";
import { Icon } from "./Icon";
import { Radios } from "./Radios";

export type ScaleStep = Extract<Step, { kind: "scale" }>;
type Words = (typeof rating)["en"];

const STAR =
  "M12 17.75l-6.172 3.245l1.179-6.873l-5-4.867l6.9-1l3.086-6.253l3.086 6.253l6.9 1l-5 4.867l1.179 6.873l-6.158-3.245";
const ROUND = "M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0";
const EYES = "M9 10h.01M15 10h.01";
/** From the saddest to the happiest. */
const FACES = [
  `${ROUND}M14.5 16.05a3.5 3.5 0 0 0-5 0M10 9.25c-.5 1-2.5 1-3 0M17 9.25c-.5 1-2.5 1-3 0`,
  `${ROUND}${EYES}M9.5 15.25a3.5 3.5 0 0 1 5 0`,
  `${ROUND}${EYES}M9 15h6`,
  `${ROUND}${EYES}M9.5 15a3.5 3.5 0 0 0 5 0`,
  `${ROUND}M9 9h.01M15 9h.01M8 13a4 4 0 1 0 8 0h-8`,
];
/** More numbers than this go into another row. */
const IN_A_ROW = 6;

interface Props {
  step: ScaleStep;
  value: string | undefined;
  words: Words;
  choose(value: string, passing?: boolean): void;
}

export function Scale({ step, value, words, choose }: Props) {
  const { low, high, style, title } = step;
  const count = high - low + 1;
  const rows = Math.ceil(count / IN_A_ROW);
  const choices = Array.from({ length: count }, (_, index) => ({
    value: String(low + index),
    label: spoken(step, low + index, words),
    view: view(style, low + index, index / Math.max(1, count - 1)),
  }));
  return (
    <div class="scale" style={{ "--in-a-row": Math.ceil(count / rows) }}>
      <Radios kind={value ? `${style} given` : style} label={title} value={value} choices={choices} choose={choose} />
    </div>
  );
}

/** What a mark means, where there are the usual five of them. */
export function meaning({ low, high, style }: ScaleStep, value: string | undefined, { marks }: Words): string | undefined {
  return low === 1 && high === 5 && style !== "numbers" ? marks[Number(value) - 1] : undefined;
}

function spoken(step: ScaleStep, value: number, words: Words): string {
  const mark = meaning(step, String(value), words);
  if (mark) return `${value}, ${mark.toLowerCase()}`;
  return step.style === "numbers" ? String(value) : words.outOf(value, step.high);
}

function view(style: ScaleStep["style"], value: number, height: number) {
  if (style === "numbers") return value;
  return <Icon path={(style === "faces" && FACES[Math.round(height * (FACES.length - 1))]) || STAR} />;
}

/** The stars that were given, to look at. */
export function Given({ step, value, words }: { step: ScaleStep; value: string; words: Words }) {
  const label = words.yours(words.outOf(Number(value), step.high));
  return (
    <span class="given-stars" role="img" aria-label={label}>
      {Array.from({ length: step.high - step.low + 1 }, (_, index) => (
        <Icon path={STAR} kind={step.low + index <= Number(value) ? "y" : ""} />
      ))}
    </span>
  );
}
