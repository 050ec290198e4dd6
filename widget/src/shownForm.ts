// The form as the window shows it: with what is answered here and still on its way.
import type { Asked } from "./asked";
import { isReply } from "./outbox";
import { activeLog, type State } from "./state";
import type { Step } from "./wire";

export interface ShownForm extends Asked {
  /** The steps whose answers are on their way. */
  sending: string[];
}

export function shownForm(state: State): ShownForm | null {
  const { form, outbox } = state;
  if (!form || form.chat !== activeLog(state)?.id) return null;
  const replies = outbox.filter(isReply).filter((reply) => reply.chat === form.chat && reply.form === form.form);
  if (replies.some((reply) => Object.keys(reply.values).length === 0)) return null;
  const values: Record<string, string> = Object.assign({}, ...replies.map((reply) => reply.values));
  return { ...form, answers: { ...form.answers, ...values }, sending: Object.keys(values) };
}

/** One scale after another; what else is asked comes when those before it are answered. */
export function stepsNow({ steps, answers }: Asked): Step[] {
  const open = steps.findIndex((step) => step.kind === "scale" && !(step.id in answers));
  return open < 0 ? steps : steps.slice(0, open + 1);
}

/** What to send for "skip": an empty answer to everything that is open, or nothing at all if nothing was or may be left out. */
export function leaving(form: Asked): Record<string, string> {
  const open = stepsNow(form).filter((step) => step.kind !== "scale" || !(step.id in form.answers));
  const isRefusal = Object.keys(form.answers).length === 0 || open.some((step) => step.required);
  return isRefusal ? {} : Object.fromEntries(open.map((step) => [step.id, ""]));
}
