// Where the visitor writes: one to five lines, then it scrolls. Files and emoji come from beside it.
import { isLoading } from "../attached";
import { isTouch } from "../screen";
import { Icon } from "./Icon";
import { CLIP, SEND, SMILE } from "./icons";
import { Lazy, withRest } from "./lazy";
import { scene } from "./scene";

/** In characters, as the server counts them. */
const LONGEST = 4000;
/** From here on the visitor sees how much there is. */
const COUNTED = 3800;

export function Composer() {
  const { client, state, say } = scene;
  const { draft, attached } = client;
  const length = lengthOf(draft);
  const limits = state.config?.files;
  const attachWords = limits && say.attach(limits.max_count, say.size(limits.max_bytes));
  return (
    <div class="comp">
      {length >= COUNTED && (
        <p class={length > LONGEST ? "meta bad" : "meta"}>
          <span role="alert">{length > LONGEST && say.tooLong}</span>
          <span>{`${length} / ${LONGEST}`}</span>
        </p>
      )}
      <div class="box">
        {attached.length > 0 && <Lazy view="Tray" />}
        <div class="row">
          {attachWords && (
            <>
              <input type="file" multiple hidden onChange={chosen} />
              <button class="ib clip" aria-label={attachWords} title={attachWords} onClick={choose}>
                <Icon path={CLIP} />
              </button>
            </>
          )}
          {/* keeps the place until it is known what may be attached: the words that are being typed must not move */}
          {!state.config && (
            <span class="ib">
              <Icon path={CLIP} />
            </span>
          )}
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
              onPaste={(event) => take(event, event.clipboardData)}
              onBlur={() => client.stopWriting()}
            />
          </div>
          <button
            class="ib smile"
            aria-label={say.emoji}
            aria-expanded={state.emoji}
            onMouseDown={keepFocus}
            onClick={() => client.set({ emoji: !state.emoji })}
          >
            <Icon path={SMILE} />
          </button>
          <button class="send" aria-label={say.send} disabled={!isSendable()} onMouseDown={keepFocus} onClick={send}>
            <Icon path={SEND} />
          </button>
        </div>
      </div>
    </div>
  );
}

function lengthOf(text: string): number {
  return [...text.trim()].length;
}

function isSendable(): boolean {
  const { draft, attached } = scene.client;
  const length = lengthOf(draft);
  return length <= LONGEST && (length > 0 || attached.some((one) => !one.problem));
}

/** The press must not take the focus from the field, or a keyboard on the screen would go away. */
function keepFocus(event: Event): void {
  event.preventDefault();
}

/** What is still on its way to the server holds the message back; what was refused stays, to be seen. */
export function send(): void {
  const { client } = scene;
  const { attached, draft } = client;
  if (!isSendable()) return;
  if (attached.some(isLoading)) return client.attach(attached, true);
  client.attach(attached.filter((one) => !one.stored));
  client.write("", true);
  client.set({ emoji: false });
  client.send(draft.trim(), attached.flatMap((one) => one.stored ?? []));
}

function enter(event: KeyboardEvent): void {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || isTouch()) return;
  event.preventDefault();
  send();
}

function choose({ currentTarget }: { currentTarget: Element }): void {
  (currentTarget.previousElementSibling as HTMLElement).click();
}

/** The same file may be chosen once more. */
function chosen({ currentTarget }: { currentTarget: HTMLInputElement }): void {
  attach(currentTarget.files);
  currentTarget.value = "";
}

function attach(files: Iterable<File> | null): void {
  const all = [...(files ?? [])]; // a list of the browser's may empty itself meanwhile
  withRest((rest) => rest.upload(all));
}

/** Files that are pasted or dropped, where the server takes any. */
export function take(event: Event, data: DataTransfer | null): void {
  if (!data?.files.length || !scene.state.config?.files) return;
  event.preventDefault();
  attach(data.files);
}
