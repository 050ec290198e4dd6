// The newest message above the launcher: once, on one tab, for twenty seconds.
import { Component } from "preact";
import { unread } from "../chatlog";
import { activeLog } from "../state";
import type { Message } from "../wire";
import { Face } from "./Face";
import { Icon } from "./Icon";
import { CLOSE } from "./icons";
import { authorOf } from "./names";
import { scene } from "./scene";

const SHOWN = 20_000;
const FRESH = 60_000;
/** Tabs that look at the page together wait different times, and the first takes it. */
const ELECTION = 200;

export class Preview extends Component<object, { message: Message | null }> {
  override state = { message: null };
  #newest: Message | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  override render() {
    const { message } = this.state as { message: Message | null };
    return (
      <>
        <p class="vh" role="status">
          {message && `${nameOf(message)}: ${message.data.text}`}
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
    const newest = unread(activeLog(scene.state)).at(-1);
    if (newest?.seq === this.#newest?.seq && newest?.chat === this.#newest?.chat) return;
    this.#newest = newest;
    setTimeout(this.#take, Math.random() * ELECTION);
  }

  override componentWillUnmount(): void {
    document.removeEventListener("visibilitychange", this.#take);
    clearTimeout(this.#timer);
  }

  /** Shows the newest message, unless another tab has done so. */
  readonly #take = () => {
    const message = this.#newest;
    const name = message && `${message.chat}:${message.seq}`;
    if (!name || document.hidden || scene.client.state.previewed === name) return;
    scene.client.set({ previewed: name });
    this.setState({ message });
    this.#release();
  };

  readonly #hold = () => clearTimeout(this.#timer);

  readonly #release = () => {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#hide, SHOWN);
  };

  readonly #hide = () => {
    clearTimeout(this.#timer);
    this.setState({ message: null });
  };
}

function Said({ message }: { message: Message }) {
  const { state, say, open } = scene;
  const { author, at, data } = message;
  const presence = state.config?.operators.find((operator) => operator.id === author.id)?.state;
  const isFresh = Date.now() + state.skew - Date.parse(at) < FRESH;
  return (
    <button class="said" onClick={open}>
      <Face person={authorOf(author, state, say)} presence={state.link === "open" ? presence : undefined} />
      <span>
        <span class="meta">
          <b>
            <bdi>{nameOf(message)}</bdi>
          </b>
          <time>{isFresh ? say.now : say.time(at)}</time>
        </span>
        <span class="text">{data.text}</span>
      </span>
    </button>
  );
}

function nameOf(message: Message): string {
  return authorOf(message.author, scene.state, scene.say).name;
}
