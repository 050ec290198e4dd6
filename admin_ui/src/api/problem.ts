/** What went wrong with a call, in one shape for the whole console. */
import type { Face, ProblemDocument } from "./types";

export class Problem extends Error {
  readonly code: string;
  readonly status: number;
  /** Field of the form → what is wrong with it. */
  readonly fields: Record<string, string>;
  readonly holder: Face | null;
  /** Seconds to wait before the next try. */
  readonly retryAfter: number | null;

  constructor(document: Partial<ProblemDocument>, retryAfter: number | null = null) {
    super(document.detail ?? "");
    this.code = document.code ?? "unknown";
    this.status = document.status ?? 0;
    this.holder = document.holder ?? null;
    this.retryAfter = retryAfter;
    this.fields = Object.fromEntries((document.errors ?? []).map(({ field, detail }) => [field, detail]));
    if (document.field) this.fields[document.field] ??= this.message;
  }

  /** No answer at all: the server or the network is away. */
  static offline(): Problem {
    return new Problem({ code: "offline" });
  }

  static from(document: unknown, response: Response): Problem {
    const known = typeof document === "object" && document !== null ? (document as Partial<ProblemDocument>) : {};
    const seconds = Number(response.headers.get("Retry-After"));
    return new Problem({ ...known, status: response.status }, seconds > 0 ? seconds : null);
  }
}

export function asProblem(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem({});
}
