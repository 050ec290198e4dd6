// The conversation. It stands on its bottom edge: new words push old ones up, unless the visitor is reading these.
import { Component, createRef } from "preact";
import { LATE, layOut, type Block } from "../blocks";
import { unread } from "../chatlog";
import { activeLog } from "../state";
import { Bubbles } from "./Bubbles";
import { Face } from "./Face";
import { Icon } from "./Icon";
import { DOWN_TO_END } from "./icons";
import { Lazy } from "./lazy";
import { scene } from "./scene";

const NEAR_END = 24;
const NEAR_TOP = 200;

export class Log extends Component<object, { away: boolean }> {
  override state = { away: false };
  readonly #box = createRef<HTMLDivElement>();
  readonly #follow = new ResizeObserver(() => this.#atEnd && this.#toEnd());
  #atEnd = true;
  #height = 0;
  /** Where the log begins, below the line of the connection if that is there. */
  #offset = 0;
  #top = "";
  #written = "";
  #blocks: Block[] = [];
  #lateness: ReturnType<typeof setTimeout> | undefined;

  override render() {
    const { state, say } = scene;
    const waiting = unread(activeLog(state)).length;
    this.#blocks = layOut(state, Date.now() + state.skew);
    return (
      <div class="logbox">
        <div
          class="log"
          role="log"
          aria-label={say.conversation}
          aria-live={this.state.away ? "off" : "polite"} // older events that are fetched are no news
          tabIndex={this.#blocks.length > 0 ? 0 : -1}
          ref={this.#box}
          onScroll={this.#look}
        >
          {this.#blocks.map((block) => (
            <BlockView key={block.key} block={block} />
          ))}
          {state.typing && <Lazy view="Typing" />}
        </div>
        {this.state.away && (
          <button class="to-end" aria-label={say.toEnd} onClick={this.#leap}>
            <Icon path={DOWN_TO_END} kind="s" />
            {waiting > 0 && waiting}
          </button>
        )}
      </div>
    );
  }

  override componentDidMount(): void {
    if (this.#box.current) this.#follow.observe(this.#box.current);
    this.componentDidUpdate();
  }

  /** Keeps the end in view after one's own message and while one reads the end; else keeps what one reads. */
  override componentDidUpdate(): void {
    const log = this.#box.current;
    if (!log) return;
    const written = scene.state.outbox.at(-1)?.at ?? "";
    const top = this.#blocks[0]?.key ?? "";
    const { offsetTop } = log.parentElement!;
    const moved = offsetTop - this.#offset + (top === this.#top ? 0 : log.scrollHeight - this.#height);
    if (this.#atEnd || written > this.#written) this.#toEnd();
    else if (moved !== 0) log.scrollTop += moved;
    if (written > this.#written) this.#written = written; // what is older than that has only lost what stood behind it
    this.#top = top;
    this.#offset = offsetTop;
    this.#height = log.scrollHeight;
    this.#look();
    this.#watchLateness();
  }

  override componentWillUnmount(): void {
    clearTimeout(this.#lateness);
    this.#follow.disconnect();
    scene.client.reachEnd(false);
  }

  readonly #look = () => {
    const log = this.#box.current;
    if (!log) return;
    this.#atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_END;
    if (this.state.away === this.#atEnd) this.setState({ away: !this.#atEnd });
    scene.client.reachEnd(this.#atEnd);
    if (log.scrollTop < NEAR_TOP) void scene.client.loadOlder();
  };

  #toEnd(): void {
    const log = this.#box.current;
    if (log) log.scrollTop = log.scrollHeight;
  }

  /** The button goes with the distance, so the focus goes on to the log. */
  readonly #leap = () => {
    this.#toEnd();
    this.#box.current?.focus();
  };

  /** Draws again when the next unsent message becomes late. */
  #watchLateness(): void {
    const { outbox, skew } = scene.state;
    const waits = outbox.map((item) => Date.parse(item.at) + LATE - Date.now() - skew).filter((wait) => wait > 0);
    clearTimeout(this.#lateness);
    if (waits.length > 0) this.#lateness = setTimeout(scene.redraw, Math.min(...waits) + 1);
  }
}

function BlockView({ block }: { block: Block }) {
  const { say } = scene;
  if (block.type === "day") return <p class="day">{say.day(block.at, new Date())}</p>;
  if (block.type === "ended") return <p class="line">{say.ended(say.time(block.at))}</p>;
  if (block.type === "rated") return <p class="line">{say.rated(block.score, block.best)}</p>;
  if (block.type === "group") return <Bubbles group={block} />;
  return (
    <p class="line">
      <Face person={block.operator} />
      {say.joined(block.operator.name)}
    </p>
  );
}
