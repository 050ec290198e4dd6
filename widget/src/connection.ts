// Keeps one socket to the server: signs in, says hello, and comes back by itself whatever happens.
import { backoff } from "./backoff";
import { Problem } from "./calls";
import type { Polling } from "./polling";
import type { Link } from "./state";
import type { ClientFrame, Hello, ServerFrame } from "./wire";

const SIGN_IN = 4401;
const NOT_FOR_US = 4403;
const CHANNEL_OFF = 4410;
const TOO_FAST = 4429;
/** Refusals of a session that mean "later", not "no"; bare numbers come from proxies. */
const PASSING = /^(too_many|unavailable|429|5..)$/;
const GREETING_TIME = 10_000;
const STABLE_TIME = 5000;
/** A channel that is switched off may be on again at any moment, so it is asked after more often than a refusal. */
const OFF_LONGEST = 20_000;
const NO_PAUSE = 60_000;
const SLOW_PAUSE = 10_000;

export interface Callbacks {
  /** Asks for a session; rejects with a Problem, or with anything else when the network fails. */
  signIn(): Promise<void>;
  hello(): Hello;
  frame(frame: ServerFrame): void;
  link(link: Link): void;
}

export class Connection {
  #socket: WebSocket | Polling | null = null;
  #state: Link = "idle";
  #signedIn = false;
  #attempt = 0;
  /** Attempts since the last welcome: every third is without a socket. */
  #tries = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #url: string;
  readonly #on: Callbacks;

  constructor(url: string, on: Callbacks) {
    this.#url = url;
    this.#on = on;
  }

  get isOpen(): boolean {
    return this.#state === "open";
  }

  start(first: Link = "connecting"): void {
    if (this.#state !== "idle") return;
    this.#become(first);
    void this.#connect();
  }

  send(frame: ClientFrame): boolean {
    if (this.isOpen) this.#socket?.send(JSON.stringify(frame));
    return this.isOpen;
  }

  /** Leaves the socket for a new one, because something was lost on this one. */
  restart(): void {
    if (!this.isOpen) return;
    this.#drop();
    this.#become("connecting");
    void this.#connect();
  }

  /** Asks for a new session before anything else is said. */
  signInAgain(): void {
    this.#signedIn = false;
    this.restart();
  }

  /** The network has gone: the browser knows before the socket does. */
  lose(): void {
    if (this.isOpen) this.#down(0);
  }

  /** Does not wait for the pause to end: the network is back, or somebody looks. */
  hurry(): void {
    if (this.#timer !== undefined && !this.#socket) void this.#connect();
  }

  async #connect(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    try {
      if (!this.#signedIn) await this.#on.signIn();
      this.#signedIn = true;
      this.#dial(new (this.#tries++ % 3 < 2 ? WebSocket : (await import("./trouble")).Polling)(this.#url));
    } catch (problem) {
      this.#refused(problem);
    }
  }

  #refused(problem: unknown): void {
    if (problem instanceof Problem && !PASSING.test(problem.code)) return this.#off(problem.code === "channel_off");
    const pause = problem instanceof Problem ? problem.retryAfter * 1000 : 0;
    this.#retry("lost", pause + backoff(this.#attempt++));
  }

  #dial(socket: WebSocket | Polling): void {
    this.#socket = socket;
    this.#timer = setTimeout(() => this.#down(0), GREETING_TIME);
    socket.onopen = () => socket.send(JSON.stringify(this.#on.hello()));
    socket.onmessage = (message: { data: string }) => this.#hear(JSON.parse(message.data) as ServerFrame);
    socket.onclose = (event: { code: number }) => this.#down(event.code);
  }

  #hear(frame: ServerFrame): void {
    if (frame.type === "welcome" && !this.isOpen) {
      this.#tries = 0;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => (this.#attempt = 0), STABLE_TIME); // one that falls at once must not be tried in a rush
      this.#become("open");
    }
    this.#on.frame(frame);
  }

  #down(code: number): void {
    this.#drop();
    if (code === SIGN_IN || code === NOT_FOR_US || code === CHANNEL_OFF) this.#signedIn = false;
    if (code === NOT_FOR_US || code === CHANNEL_OFF) return this.#off(code === CHANNEL_OFF);
    this.#retry("lost", (code === TOO_FAST ? SLOW_PAUSE : 0) + backoff(this.#attempt++));
  }

  #off(forNow: boolean): void {
    this.#retry("off", (forNow ? 0 : NO_PAUSE) + backoff(this.#attempt++, OFF_LONGEST));
  }

  #retry(state: Link, pause: number): void {
    this.#become(state);
    this.#timer = setTimeout(() => void this.#connect(), pause);
  }

  #drop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const socket = this.#socket;
    this.#socket = null;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  #become(state: Link): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#on.link(state);
  }
}
