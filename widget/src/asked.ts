// The form that the server asks the visitor to fill in, and what becomes of it.
import { isReply, type Outgoing, type Reply } from "./outbox";
import type { Ask, ChatEvent, Refusal, Step } from "./wire";

export interface Asked {
  chat: number;
  form: string;
  /** What is asked now, after the scales that are answered: these may still be changed. */
  steps: Step[];
  /** What the server has. */
  answers: Record<string, string>;
  over: boolean;
  problem?: { field?: string | null; detail: string };
}

export function asked(known: Asked | null, { chat, form, steps, answers }: Ask): Asked | null {
  const same = known?.chat === chat && known.form === form ? known : null;
  const all = { ...same?.answers, ...answers };
  if (steps.length === 0) return same && Object.keys(all).length > 0 ? { ...same, answers: all, over: true } : null;
  const scales = same?.steps.filter(({ id, kind }) => kind === "scale" && id in all && steps.every((step) => step.id !== id));
  return { chat, form, steps: [...(scales ?? []), ...steps], answers: all, over: false };
}

/** The answers are stored; without any, the visitor did not want to be asked. */
export function stored(known: Asked | null, { chat, form, values }: Reply): Asked | null {
  if (known?.chat !== chat || known.form !== form) return known;
  return Object.keys(values).length > 0 ? { ...known, answers: { ...known.answers, ...values } } : null;
}

/** A wrong answer is told at its question; whatever else it is, the form has to go. */
export function turnedDown(known: Asked | null, { chat, form }: Reply, { code, field, detail }: Refusal): Asked | null {
  if (known?.chat !== chat || known.form !== form || known.over) return known;
  return code === "bad_answer" ? { ...known, problem: { field, detail } } : null;
}

/** A rating that comes while nothing is answered here was given in another tab. */
export function overtaken(known: Asked | null, event: ChatEvent, outbox: Outgoing[]): Asked | null {
  const elsewhere = event.kind === "rated" && event.chat === known?.chat && Object.keys(known.answers).length === 0;
  return elsewhere && !outbox.some(isReply) ? null : known;
}
