// The newest message above the launcher: once, on one tab, for twenty seconds.
import { Component } from "preact";
import { unread } from "../chatlog";
import { activeLog } from "../state";
import type { Message } from "../wire";
import { Face } from "./Face";
import { isPicture } from "./Files";
import { Icon } from "./Icon";
import { CLOSE } from "./icons";
import { authorOf } from "./names";
import { scene } from "./scene";

const SHOWN = 20_000;
const FRESH = 60_000;
/** Tabs that look at the page together wait different times, and the first takes it. */
const ELECTION = 200;

export class Preview extends Component<object, { shown: string | null }> {
  override state = { shown: null };
  #newest: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  override render() {
    const message = news().find((one) => nameOf(one) === this.state.shown); // as it is by now, or gone
    return (
      <>
        <p class="vh" role="status">
          {message && `${sender(message)}: ${excerpt(message)}`}
        </p>
        {message && (
          <div
            class="preview"
            onPointerEnter={this.#hold}
            onPointerLeave={this.#release}
            onFocusIn={this.#hold}
            onFocusOut={this.#release}
          >
            <Said message={message} />
            <button class="ib" aria-label={scene.say.hide} onClick={this.#hide}>
              <Icon path={CLOSE} kind="s" />
            </button>
          </div>
        )}
      </>
    );
  }

  override componentDidMount(): void {
    document.addEventListener("visibilitychange", this.#take);
    this.componentDidUpdate();
  }

  override componentDidUpdate(): void {
    const newest = news().at(-1);
    const name = newest && nameOf(newest);
    if (name === this.#newest) return;
    this.#newest = name;
    setTimeout(this.#take, Math.random() * ELECTION);
  }

  override componentWillUnmount(): void {
    document.removeEventListener("visibilitychange", this.#take);
    clearTimeout(this.#timer);
  }

  /** Shows the newest message, unless another tab has done so. */
  readonly #take = () => {
    const name = this.#newest;
    if (!name || document.hidden || scene.client.state.previewed === name) return;
    scene.client.set({ previewed: name });
    this.setState({ shown: name });
    this.#release();
  };

  readonly #hold = () => clearTimeout(this.#timer);

  readonly #release = () => {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#hide, SHOWN);
  };

  readonly #hide = () => {
    clearTimeout(this.#timer);
    this.setState({ shown: null });
  };
}

function Said({ message }: { message: Message }) {
  const { state, say, open } = scene;
  const { author, at } = message;
  const presence = state.config?.operators.find((operator) => operator.id === author.id)?.state;
  const isFresh = Date.now() + state.skew - Date.parse(at) < FRESH;
  return (
    <button class="said" onClick={open}>
      <Face person={authorOf(author, state, say)} presence={state.link === "open" ? presence : undefined} />
      <span>
        <span class="meta">
          <b>
            <bdi>{sender(message)}</bdi>
          </b>
          <time>{isFresh ? say.now : say.time(at)}</time>
        </span>
        <span class="text">{excerpt(message)}</span>
      </span>
    </button>
  );
}

function news(): Message[] {
  return unread(activeLog(scene.state));
}

function nameOf({ chat, seq }: Message): string {
  return `${chat}:${seq}`;
}

function sender({ author }: Message): string {
  return authorOf(author, scene.state, scene.say).name;
}

/** The words, or what there is without any. */
function excerpt({ data: { text, files } }: Message): string {
  const { say } = scene;
  return text || (files?.every(isPicture) ? say.photo : say.file);
}
