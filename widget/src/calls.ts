// The two HTTP calls of the widget.
import type { EventPage, Page, Session } from "./wire";

/** Where the server is, and what the site's snippet says besides, in its data attributes. */
export interface Server {
  origin: string;
  dataset: {
    /** Which of the server's placements stands on this site. */
    placement?: string;
    /** The language of this page. */
    language?: string;
  };
}

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

export function askSession({ origin, dataset }: Server, introduction: Introduction): Promise<Session> {
  const headers = { "Content-Type": "application/json" };
  return ask(origin, `${encodeURIComponent(dataset.placement ?? "default")}/session`, { method: "POST", headers, body: JSON.stringify(introduction) });
}

/** A page of one conversation: those before or after a position, else the newest. */
export function askEvents(
  { origin }: Server,
  token: string,
  chat: number,
  side: "before" | "after",
  seq?: number,
): Promise<EventPage> {
  const from = seq === undefined ? "" : `&${side}=${seq}`;
  return ask(origin, `chat/events?limit=50&chat=${chat}${from}`, { headers: { Authorization: `Bearer ${token}` } });
}

async function ask<T>(origin: string, path: string, init: RequestInit): Promise<T> {
  const answer = await fetch(`${origin}/api/widget/v1/${path}`, { ...init, credentials: "omit", signal: AbortSignal.timeout(15_000) });
  if (answer.ok) return (await answer.json()) as T;
  const problem = (await answer.json().catch(() => ({}))) as { code?: string };
  throw new Problem(problem.code ?? String(answer.status), Number(answer.headers.get("Retry-After")) || 0);
}
