// The two HTTP calls of the widget.
import type { EventPage, Page, Session } from "./wire";

/** An answer other than 2xx, by the stable code of its problem document. */
export class Problem extends Error {
  constructor(
    readonly code: string,
    readonly retryAfter: number,
  ) {
    super(code);
  }
}

export interface Introduction {
  token?: string;
  page: Page & { referrer: string };
  language?: string;
}

export class Calls {
  readonly #base: string;
  readonly #placement: string;

  constructor(origin: string, placement: string) {
    this.#placement = placement;
    this.#base = `${origin}/api/widget/v1/`;
  }

  session(introduction: Introduction): Promise<Session> {
    const headers = { "Content-Type": "application/json" };
    return this.#ask(`${encodeURIComponent(this.#placement)}/session`, { method: "POST", headers, body: JSON.stringify(introduction) });
  }

  /** A page of one conversation: those before or after a position, else the newest. */
  events(token: string, chat: number, side: "before" | "after", seq?: number): Promise<EventPage> {
    const from = seq === undefined ? "" : `&${side}=${seq}`;
    return this.#ask(`chat/events?limit=50&chat=${chat}${from}`, { headers: { Authorization: `Bearer ${token}` } });
  }

  async #ask<T>(path: string, init: RequestInit): Promise<T> {
    const answer = await fetch(this.#base + path, { ...init, credentials: "omit", signal: AbortSignal.timeout(15_000) });
    if (answer.ok) return (await answer.json()) as T;
    const problem = (await answer.json().catch(() => ({}))) as { code?: string };
    throw new Problem(problem.code ?? String(answer.status), Number(answer.headers.get("Retry-After")) || 0);
  }
}
