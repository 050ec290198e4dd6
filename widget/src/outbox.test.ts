import { describe, expect, it } from "vitest";
import { carryOver, forgetChats, nameChat, nextToSend, type Outgoing } from "./outbox";

function item(id: string, more: Partial<Outgoing> = {}): Outgoing {
  return { id, text: id, at: "2026-11-25T10:00:00Z", ...more };
}

const [a, b, c] = [item("a"), item("b"), item("c")] as const;
const failure = { code: "chat_closed", detail: "…" };

describe("the next message", () => {
  it("is the first that was not refused", () => {
    expect(nextToSend([item("a", { failure }), b, c])).toBe(b);
    expect(nextToSend([item("a", { failure })])).toBeUndefined();
  });
});

describe("the conversation of a message", () => {
  it("is named once and forgotten with the database", () => {
    const named = nameChat([a, item("b", { chat: 2 })], 1);
    expect(named.map(({ chat }) => chat)).toEqual([1, 2]);
    expect(forgetChats(named)).toEqual([a, b]);
  });
});

describe("what tabs share", () => {
  it("gains what this tab wrote and keeps what another tab wrote meanwhile", () => {
    expect(carryOver([a, c], [a], [a, b])).toEqual([a, c, b]);
  });

  it("loses what this tab has delivered", () => {
    expect(carryOver([a, b, c], [a, b], [b])).toEqual([b, c]);
  });

  it("takes this tab's changes of a message", () => {
    const refused = item("a", { failure });
    expect(carryOver([a, b], [a], [refused])).toEqual([refused, b]);
  });

  it("does not bring back what another tab has delivered", () => {
    expect(carryOver([], [a], [{ ...a, chat: 1 }])).toEqual([]);
  });
});
