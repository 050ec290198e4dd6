// Stands in for a socket where a proxy lets none through: the same frames, by one long poll after another. The console has it from here.

const PATHS: Record<string, string> = { "/ws/visitor": "/api/widget/v1/poll", "/ws/console": "/api/v1/poll" };
/** Refusals as the codes with which a socket is closed. */
const CLOSE_CODES: Record<string, number> = { sign_in: 4401, origin: 4403, channel_off: 4410, too_many: 4429 };
const LOST = 1006;
const SOCKETS_WORK = 1012;
/** The server holds a poll for 25 seconds. */
const LONGEST = 40_000;
const AT_ONCE = 10;
const SOCKET_AGAIN = 180_000;

interface Answer {
  frames: object[];
  /** Goes into the next poll as it is. */
  next: object;
}

/** As much of a WebSocket as its users need. */
export class Polling {
  onopen: (() => void) | null = null;
  onmessage: ((message: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  readyState: number = WebSocket.OPEN;
  #hello: object = {};
  #next: object = {};
  #toSay: object[] = [];
  /** Of the poll under way. */
  #abort = new AbortController();
  #isHeld = false;
  readonly #trying: ReturnType<typeof setInterval>;
  readonly #socket: string;
  readonly #url: string;

  /** Args: the address of the socket. */
  constructor(socket: string) {
    this.#socket = socket;
    const { pathname } = new URL(socket);
    this.#url = socket.replace(/^ws/, "http").replace(pathname, PATHS[pathname] ?? pathname);
    this.#trying = setInterval(() => this.#trySocket(), SOCKET_AGAIN);
    queueMicrotask(() => this.onopen?.());
  }

  send(data: string): void {
    const { type, ...fields } = JSON.parse(data) as { type: string };
    if (type === "hello") {
      this.#hello = fields;
      void this.#pollOn();
    } else {
      this.#toSay.push({ type, ...fields });
      if (this.#isHeld) this.#abort.abort();
    }
  }

  close(): void {
    this.readyState = WebSocket.CLOSED;
    clearInterval(this.#trying);
    this.#abort.abort();
  }

  async #pollOn(): Promise<void> {
    while (this.readyState === WebSocket.OPEN) {
      const answer = await this.#poll(this.#toSay.splice(0, AT_ONCE));
      if (typeof answer === "number") return this.#end(answer);
      if (answer) this.#take(answer);
    }
  }

  /** The answer, the code to close with, or nothing if there is something to say instead of waiting. */
  async #poll(frames: object[]): Promise<Answer | number | null> {
    this.#abort = new AbortController();
    this.#isHeld = frames.length === 0;
    const timer = setTimeout(() => this.#abort.abort(), LONGEST);
    const body = JSON.stringify({ ...this.#hello, ...this.#next, frames });
    const headers = { "Content-Type": "application/json" };
    try {
      const answer = await fetch(this.#url, { method: "POST", headers, body, signal: this.#abort.signal });
      const told = (await answer.json()) as Partial<Answer> & { code?: string };
      if (answer.ok && told.frames) return told as Answer; // whatever stands between may answer for the server
      return CLOSE_CODES[told.code ?? ""] ?? LOST;
    } catch {
      return this.#isHeld && this.#toSay.length > 0 ? null : LOST;
    } finally {
      clearTimeout(timer);
      this.#isHeld = false;
    }
  }

  #take({ frames, next }: Answer): void {
    this.#next = next;
    for (const frame of frames) this.onmessage?.({ data: JSON.stringify(frame) });
  }

  #end(code: number): void {
    if (this.readyState !== WebSocket.OPEN) return;
    this.close();
    this.onclose?.({ code });
  }

  /** Sockets may get through by now: whoever uses this one begins anew. */
  #trySocket(): void {
    const socket = new WebSocket(this.#socket);
    socket.onopen = () => {
      socket.close();
      this.#end(SOCKETS_WORK);
    };
  }
}
