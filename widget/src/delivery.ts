// Takes messages and answers from the outbox to the server, one after another, until each is stored or refused.
import type { Connection } from "./connection";
import { frameOf, isPassing, nextToSend, type Outgoing } from "./outbox";
import type { Refusal } from "./wire";

const ANSWER_TIME = 10_000;
const PAUSE = 2000;

export class Delivery {
  /** What was sent and not answered yet. */
  flying: string | null = null;
  #watch: ReturnType<typeof setTimeout> | undefined;
  #pause: ReturnType<typeof setTimeout> | undefined;
  readonly #connection: Connection;
  readonly #outbox: () => Outgoing[];

  constructor(connection: Connection, outbox: () => Outgoing[]) {
    this.#connection = connection;
    this.#outbox = outbox;
  }

  /** Sends the next of them, if there is one and nothing is under way. */
  pump(): void {
    const item = nextToSend(this.#outbox());
    if (!item || item.id === this.flying || this.#pause !== undefined || !this.#connection.isOpen) return;
    this.flying = item.id;
    this.#connection.send(frameOf(item));
    clearTimeout(this.#watch);
    this.#watch = setTimeout(() => this.#missAnswer(item.id), ANSWER_TIME);
  }

  /** The connection was lost: whatever was under way has to be repeated. */
  interrupt(): void {
    this.flying = null;
    clearTimeout(this.#watch);
  }

  refused(refusal: Refusal): void {
    if (!refusal.id || !isPassing(refusal.code)) return;
    this.interrupt();
    this.#pause = setTimeout(
      () => {
        this.#pause = undefined;
        this.pump();
      },
      refusal.retry_after ? refusal.retry_after * 1000 : PAUSE,
    );
  }

  #missAnswer(id: string): void {
    if (nextToSend(this.#outbox())?.id === id) this.#connection.restart();
  }
}
