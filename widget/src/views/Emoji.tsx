// A small panel of emoji: one tab stop, arrows inside.
import { scene } from "./scene";

const EMOJI = [..."😊🙂😀😂😍🤗😉🤔😅😢😮🙏👍👌👏🤝💚🎉🎁💐🌿🍵🍰🌞"];
const IN_A_ROW = 8;
const STEPS: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: IN_A_ROW, ArrowUp: -IN_A_ROW };

export function Emoji() {
  return (
    <div class="emoji" role="group" aria-label={scene.say.emoji} onKeyDown={move} ref={enter}>
      {EMOJI.map((emoji, index) => (
        <button tabIndex={index ? -1 : 0} onMouseDown={(event) => event.preventDefault()} onClick={put}>
          {emoji}
        </button>
      ))}
    </div>
  );
}

function rootOf(element: Element): ShadowRoot {
  return element.getRootNode() as ShadowRoot;
}

/** Opened by a key, it takes the focus; a pointer has left it in the field. */
function enter(box: HTMLElement | null): void {
  if (box && rootOf(box).activeElement?.matches(".smile")) (box.firstChild as HTMLElement).focus();
}

function move(event: KeyboardEvent & { currentTarget: Element }): void {
  const all = [...event.currentTarget.children] as Element[];
  const next = all[all.indexOf(event.target as Element) + (STEPS[event.key] ?? NaN)];
  if (!next) return;
  event.preventDefault();
  (next as HTMLElement).focus();
}

/** Where the caret is, or in place of what is selected. */
function put({ currentTarget }: { currentTarget: Element }): void {
  const field = rootOf(currentTarget).querySelector("textarea");
  field?.setRangeText(currentTarget.textContent ?? "", field.selectionStart, field.selectionEnd, "end");
  scene.client.write(field?.value ?? "");
}
