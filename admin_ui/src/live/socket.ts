/** One socket to the server: ticket, hello, welcome, and again after every break; by long polling where no socket gets through. */
import type { Polling } from "../../../widget/src/polling";
import { spoken } from "../api/client";
import { asProblem } from "../api/problem";
import type { FromServer, ToServer, Welcome } from "../api/types";
import { pause } from "./backoff";

export interface Hooks {
  ticket(): Promise<string>;
  trying(): void;
  welcome(frame: Welcome): void;
  frames(frames: FromServer[]): void;
  lost(retryInMs: number): void;
  signedOut(): void;
}

const SIGN_IN = 4401;
const SLOW_DOWN = 4429;
const ANSWER_MS = 10_000;
/** So many sockets fail before one attempt goes without. */
const SOCKETS_FIRST = 2;
/** Frames come in bursts; drawn once for all of them. */
const BURST_MS = 16;

export class Socket {
  private socket: WebSocket | Polling | null = null;
  private timer = 0;
  private attempt = 0;
  /** Attempts since the last welcome. */
  private tries = 0;
  private epoch: string | undefined;
  private burst: FromServer[] = [];
  private stopped = false;
  private busy = false;

  constructor(private readonly hooks: Hooks) {}

  start(): void {
    this.stopped = false;
    addEventListener("online", this.now);
    addEventListener("offline", this.restart);
    void this.connect();
  }

  stop(): void {
    this.stopped = true;
    removeEventListener("online", this.now);
    removeEventListener("offline", this.restart);
    clearTimeout(this.timer);
    this.socket?.close();
  }

  /** Do not wait for the next attempt. */
  readonly now = (): void => {
    if (this.socket === null && !this.busy) void this.connect();
  };

  /** The connection looks dead: begin anew. */
  readonly restart = (): void => {
    const { socket } = this;
    if (socket === null) return;
    this.closed(socket, 0);
    socket.close();
  };

  /** False if there is no connection to send it by. */
  send(frame: ToServer): boolean {
    if (this.socket?.readyState !== WebSocket.OPEN) return false;
    this.socket.send(JSON.stringify(frame));
    return true;
  }

  private async connect(): Promise<void> {
    clearTimeout(this.timer);
    this.busy = true;
    this.hooks.trying();
    try {
      const withSocket = this.tries++ % (SOCKETS_FIRST + 1) < SOCKETS_FIRST;
      await (withSocket ? this.openSocket() : this.openPolling());
    } catch (error) {
      const { status, retryAfter } = asProblem(error);
      if (status === 401) this.hooks.signedOut();
      else this.later((retryAfter ?? 0) * 1000);
    } finally {
      this.busy = false;
    }
  }

  private async openSocket(): Promise<void> {
    const ticket = await this.hooks.ticket();
    if (!this.stopped) this.open(new WebSocket(address()), { ticket, epoch: this.epoch });
  }

  private async openPolling(): Promise<void> {
    const { Polling } = await import("../../../widget/src/polling");
    if (!this.stopped) this.open(new Polling(address()), {});
  }

  private open(socket: WebSocket | Polling, credentials: { ticket?: string; epoch?: string }): void {
    this.socket = socket;
    this.timer = window.setTimeout(this.restart, ANSWER_MS);
    socket.onopen = () => socket.send(JSON.stringify({ type: "hello", v: 1, ...credentials, language: spoken() }));
    socket.onmessage = ({ data }: { data: string }) => this.receive(JSON.parse(data) as FromServer);
    socket.onclose = ({ code }: { code: number }) => this.closed(socket, code);
  }

  private receive(frame: FromServer): void {
    if (frame.type === "welcome") {
      clearTimeout(this.timer);
      this.attempt = this.tries = 0;
      this.epoch = frame.epoch;
      this.hooks.welcome(frame);
      return;
    }
    if (this.burst.length === 0) setTimeout(this.flush, BURST_MS);
    this.burst.push(frame);
  }

  private readonly flush = (): void => {
    const { burst } = this;
    this.burst = [];
    if (burst.length > 0 && !this.stopped) this.hooks.frames(burst);
  };

  private closed(socket: WebSocket | Polling, code: number): void {
    if (socket !== this.socket) return;
    this.socket = null;
    clearTimeout(this.timer);
    this.flush();
    if (this.stopped) return;
    if (code === SIGN_IN) this.hooks.signedOut();
    else this.later(code === SLOW_DOWN ? ANSWER_MS : 0);
  }

  private later(atLeastMs: number): void {
    if (this.stopped) return;
    const wait = Math.max(atLeastMs, pause(this.attempt++, Math.random()));
    this.timer = window.setTimeout(() => void this.connect(), wait);
    this.hooks.lost(wait);
  }
}

function address(): string {
  const { protocol, host } = location;
  return `${protocol === "https:" ? "wss" : "ws"}://${host}/ws/console`;
}
