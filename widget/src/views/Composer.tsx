// Where the visitor writes: one to five lines, then it scrolls.
import { isTouch } from "../screen";
import { Icon } from "./Icon";
import { SEND } from "./icons";
import { scene } from "./scene";

const LONGEST = 4000;

export function Composer() {
  const { client, say } = scene;
  const { draft } = client;
  return (
    <div class="comp">
      <div class="box">
        {/* an unseen copy of the text gives the field its height */}
        <div class="grow" data-text={draft}>
          <textarea
            rows={1}
            maxLength={LONGEST}
            value={draft}
            placeholder={say.placeholder}
            aria-label={say.placeholder}
            onInput={(event) => client.write(event.currentTarget.value)}
            onKeyDown={enter}
            onBlur={() => client.stopWriting()}
          />
        </div>
        <button class="send" aria-label={say.send} disabled={!draft.trim()} onMouseDown={keepFocus} onClick={send}>
          <Icon path={SEND} />
        </button>
      </div>
    </div>
  );
}

/** The press must not take the focus from the field, or a keyboard on the screen would go away. */
function keepFocus(event: Event): void {
  event.preventDefault();
}

function send(): void {
  const { client } = scene;
  const text = client.draft.trim();
  if (!text) return;
  client.write("", true);
  client.send(text);
}

function enter(event: KeyboardEvent): void {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || isTouch()) return;
  event.preventDefault();
  send();
}
