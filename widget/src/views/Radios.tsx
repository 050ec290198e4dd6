// A choice of few: one tab stop, arrows inside, and a digit that is one of the values chooses it.
import type { ComponentChild } from "preact";

interface Props<T> {
  /** The class, which gives the shape. */
  kind: string;
  label: string;
  /** undefined: nothing is chosen yet. */
  value: T | undefined;
  choices: { value: T; label: string; view: ComponentChild }[];
  /** `passing`: an arrow has come to it, and may go on. */
  choose(value: T, passing?: boolean): void;
}

const STEPS: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

export function Radios<T extends string>({ kind, label, value, choices, choose }: Props<T>) {
  const chosen = choices.findIndex((choice) => choice.value === value);
  const move = (event: KeyboardEvent & { currentTarget: HTMLElement }) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const step = STEPS[event.key];
    const typed = choices.findIndex((choice) => choice.value === event.key);
    const index = step ? (Math.max(chosen, 0) + step + choices.length) % choices.length : typed;
    const next = choices[index];
    if (!next) return;
    event.preventDefault();
    choose(next.value, step !== undefined);
    (event.currentTarget.children[index] as HTMLElement).focus();
  };
  return (
    <span class={kind} role="radiogroup" aria-label={label} onKeyDown={move}>
      {choices.map((choice, index) => (
        <button
          key={choice.value}
          type="button"
          role="radio"
          aria-label={choice.label}
          aria-checked={index === chosen}
          tabIndex={index === Math.max(chosen, 0) ? 0 : -1}
          onClick={() => choose(choice.value)}
        >
          {choice.view}
        </button>
      ))}
    </span>
  );
}
