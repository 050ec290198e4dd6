// What the visitor has written and the server has not confirmed yet. Every message keeps its id through all repetitions.

export interface Outgoing {
  id: string;
  chat?: number;
  text: string;
  at: string;
  /** The server's refusal for good; without it the message is repeated until it is stored. */
  failure?: { code: string; detail: string };
}

/** Whether a refusal passes by itself, so that the same message may be sent again without asking. */
export function isPassing(code: string): boolean {
  return /^(too_many|unavailable|sign_in)$/.test(code);
}

/** The message to send next: they go one after another, so that their order survives any refusal. */
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
  return outbox.map(({ chat: _, ...item }) => item);
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
