import { describe, expect, it } from "vitest";
import { carryOver, forgetChats, frameOf, nameChat, nextToSend, withReply, type Reply, type Written } from "./outbox";

function item(id: string, more: Partial<Written> = {}): Written {
  return { id, text: id, at: "2026-11-25T10:00:00Z", ...more };
}

function reply(id: string, values: Record<string, string>): Reply {
  return { id, chat: 1, form: "rating", values, at: "2026-11-25T10:00:00Z" };
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

describe("answers", () => {
  const four = reply("4", { stars: "4" });
  const five = reply("5", { stars: "5" });

  it("stand in line with the messages, and have a frame of their own", () => {
    expect(withReply([a], four, null)).toEqual([a, four]);
    expect(nextToSend([four, a])).toBe(four);
    expect(frameOf(four)).toEqual({ type: "answer", id: "4", form: "rating", values: { stars: "4" } });
    expect(frameOf(item("a", { chat: 1 }))).toEqual({ type: "send", id: "a", chat: 1, text: "a" });
  });

  it("take the place of older ones to the same questions, unless these are under way", () => {
    expect(withReply([four, a], five, null)).toEqual([a, five]);
    expect(withReply([four, a], five, "4")).toEqual([four, a, five]);
    expect(withReply([four], reply("c", { comment: "…" }), null)).toHaveLength(2);
  });

  it("are forgotten with the database, as their conversation is", () => {
    expect(forgetChats([four, a])).toEqual([a]);
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
