// Where the visitor writes: one to five lines, then it scrolls.
import { isTouch } from "../screen";
import { Icon } from "./Icon";
import { SEND } from "./icons";
import { scene } from "./scene";

/** In characters, as the server counts them. */
const LONGEST = 4000;
/** From here on the visitor sees how much there is. */
const COUNTED = 3800;

export function Composer() {
  const { client, say } = scene;
  const { draft } = client;
  const length = lengthOf(draft);
  return (
    <div class="comp">
      {length >= COUNTED && (
        <p class={length > LONGEST ? "meta bad" : "meta"}>
          <span role="alert">{length > LONGEST && say.tooLong}</span>
          <span>{`${length} / ${LONGEST}`}</span>
        </p>
      )}
      <div class="box">
        {/* an unseen copy of the text gives the field its height */}
        <div class="grow" data-text={draft}>
          <textarea
            rows={1}
            value={draft}
            placeholder={say.placeholder}
            aria-label={say.placeholder}
            aria-invalid={length > LONGEST}
            onInput={(event) => client.write(event.currentTarget.value)}
            onKeyDown={enter}
            onBlur={() => client.stopWriting()}
          />
        </div>
        <button class="send" aria-label={say.send} disabled={!isSendable(length)} onMouseDown={keepFocus} onClick={send}>
          <Icon path={SEND} />
        </button>
      </div>
    </div>
  );
}

function lengthOf(text: string): number {
  return [...text.trim()].length;
}

function isSendable(length: number): boolean {
  return length > 0 && length <= LONGEST;
}

/** The press must not take the focus from the field, or a keyboard on the screen would go away. */
function keepFocus(event: Event): void {
  event.preventDefault();
}

function send(): void {
  const { client } = scene;
  const text = client.draft.trim();
  if (!isSendable(lengthOf(text))) return;
  client.write("", true);
  client.send(text);
}

function enter(event: KeyboardEvent): void {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || isTouch()) return;
  event.preventDefault();
  send();
}
