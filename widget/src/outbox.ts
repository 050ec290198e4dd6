// What the visitor has written and the server has not confirmed yet. Everything keeps its id through all repetitions.
import type { Answer, Send, StoredFile } from "./wire";

export interface Written {
  id: string;
  chat?: number;
  text: string;
  /** They are on the server already. */
  files?: StoredFile[];
  at: string;
  /** The server's refusal for good; without it the message is repeated until it is stored. */
  failure?: { code: string; detail: string };
}

/** Answers to a form's questions; none at all say that the visitor does not want to be asked. */
export interface Reply {
  id: string;
  chat: number;
  form: string;
  values: Record<string, string>;
  at: string;
  failure?: undefined;
}

export type Outgoing = Written | Reply;

export function isReply(item: Outgoing): item is Reply {
  return "form" in item;
}

export function isWritten(item: Outgoing): item is Written {
  return !isReply(item);
}

export function frameOf(item: Outgoing): Send | Answer {
  const { id } = item;
  return isReply(item)
    ? { type: "answer", id, form: item.form, values: item.values }
    : { type: "send", id, chat: item.chat, text: item.text, files: item.files?.map((file) => file.id) };
}

/** Whether a refusal passes by itself, so that the same message may be sent again without asking. */
export function isPassing(code: string): boolean {
  return /^(too_many|unavailable|sign_in)$/.test(code);
}

/** What to send next: they go one after another, so that their order survives any refusal. */
export function nextToSend(outbox: Outgoing[]): Outgoing | undefined {
  return outbox.find((item) => !item.failure);
}

export function without(outbox: Outgoing[], id: string | null | undefined): Outgoing[] {
  return outbox.some((item) => item.id === id) ? outbox.filter((item) => item.id !== id) : outbox;
}

/** Messages written before their conversation was known go there. */
export function nameChat(outbox: Outgoing[], chat: number): Outgoing[] {
  return outbox.map((item) => (item.chat === undefined ? { ...item, chat } : item));
}

export function forgetChats(outbox: Outgoing[]): Outgoing[] {
  return outbox.filter(isWritten).map(({ chat: _, ...item }) => item);
}

/** The box with new answers, and without the older ones to the same questions that have not gone yet. */
export function withReply(outbox: Outgoing[], reply: Reply, flying: string | null): Outgoing[] {
  const isReplaced = (item: Outgoing) =>
    isReply(item) && item.id !== flying && item.form === reply.form && Object.keys(item.values).every((step) => step in reply.values);
  return [...outbox.filter((item) => !isReplaced(item)), reply];
}

/** Carries one tab's change over to the box that all tabs share. */
export function carryOver(shared: Outgoing[], before: Outgoing[], after: Outgoing[]): Outgoing[] {
  const gone = new Set(before.map((item) => item.id));
  for (const item of after) gone.delete(item.id);
  const kept = shared.filter((item) => !gone.has(item.id));
  for (const item of after) {
    if (before.includes(item)) continue;
    const at = kept.findIndex((other) => other.id === item.id);
    if (at >= 0) kept[at] = item;
    else if (!before.some((other) => other.id === item.id)) kept.push(item);
  }
  return kept;
}
