/** Who does what when a key is pressed: each part of the screen answers for its own actions. */
import { useLayoutEffect, useRef } from "react";
import { actionOf, type Action } from "./keys";

type Answers = { [K in Action["do"]]?: (action: Extract<Action, { do: K }>) => void };

const inField = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
const inDialog = () => document.querySelector("dialog[open]") !== null;

export function usePress(answers: Answers): void {
  const current = useRef(answers);
  current.current = answers;
  // before anything is painted: what can be seen answers to its keys
  useLayoutEffect(() => {
    function press(event: KeyboardEvent): void {
      if (event.defaultPrevented || inDialog()) return;
      const action = actionOf(event, inField(event.target));
      const answer = action && (current.current[action.do] as ((action: Action) => void) | undefined);
      if (!answer) return;
      event.preventDefault();
      answer(action);
    }
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
}
