// A choice of few, in a row: one tab stop, arrows inside.
import type { ComponentChild } from "preact";

interface Props<T> {
  label: string;
  value: T;
  choices: { value: T; label: string; view: ComponentChild }[];
  choose(value: T): void;
}

const STEPS: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

export function Segments<T extends string>({ label, value, choices, choose }: Props<T>) {
  const move = (event: KeyboardEvent & { currentTarget: HTMLElement }) => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const index = (choices.findIndex((choice) => choice.value === value) + step + choices.length) % choices.length;
    const next = choices[index];
    if (next) choose(next.value);
    (event.currentTarget.children[index] as HTMLElement).focus();
  };
  return (
    <span class="segments" role="radiogroup" aria-label={label} onKeyDown={move}>
      {choices.map((choice) => (
        <button
          key={choice.value}
          role="radio"
          aria-label={choice.label}
          aria-checked={choice.value === value}
          tabIndex={choice.value === value ? 0 : -1}
          onClick={() => choose(choice.value)}
        >
          {choice.view}
        </button>
      ))}
    </span>
  );
}
