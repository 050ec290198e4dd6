import { describe, expect, it } from "vitest";
import "./testing/browser";
import { introduction } from "./introduction";
import { news } from "./news";
import { reduce, type Action } from "./reduce";
import type { State } from "./state";
import { closed, connected, message, operator, visitor } from "./testing/samples";

const now = () => new Date().toISOString();
const welcome: Action = { type: "welcome", chat: 1, last: 0, epoch: "e", now: now() };

/** What is told of each step. */
function told(...actions: Action[]): unknown[] {
  let state: State = reduce(connected(), welcome);
  return actions.map((action) => {
    const before = state;
    state = reduce(before, action);
    return news(before, state, action).map(([name]) => name);
  });
}

describe("what the site is told", () => {
  it("is that the window opens and closes", () => {
    const set = (open: boolean): Action => ({ type: "set", values: { open } });
    expect(told(set(true), set(true), set(false))).toEqual([["open"], [], ["close"]]);
  });

  it("is one's own message once, by its ack or by its event, and that a chat has begun", () => {
    const outbox = [{ id: "a", chat: 1, text: "раз", at: now() }];
    const ack: Action = { type: "ack", id: "a", chat: 1, seq: 1, at: now() };
    const event = message(1, visitor, "раз", { id: "a", at: now() });
    expect(told({ type: "set", values: { outbox } }, ack, event)).toEqual([[], ["chat_started", "message"], []]);
  });

  it("is the operator's message with who said what, and how much is not read", () => {
    const before = reduce(reduce(connected(), welcome), message(1, visitor, "раз", { at: now() }));
    const event = message(2, operator, "два", { at: now() });
    expect(news(before, reduce(before, event), event)).toEqual([
      ["message", { chat: 1, from: "operator", name: "Света", text: "два", files: 0, at: event.at }],
      ["unread", { count: 1 }],
    ]);
  });

  it("is that a chat is closed", () => {
    expect(told(message(1, visitor, "раз", { at: now() }), closed(2, "done", { at: now() }))[1]).toEqual(["chat_closed"]);
  });

  it("is nothing of history", () => {
    expect(told(message(1, visitor, "раз"), message(2, operator, "два"))).toEqual([[], ["unread"]]);
  });
});

describe("an introduction", () => {
  it("is made of texts, whatever the script hands over", () => {
    expect(introduction({ name: "Анна", phone: 77010000000, email: null, fields: { seats: 5, plan: null } })).toEqual({
      type: "identify",
      name: "Анна",
      phone: "77010000000",
      email: "",
      fields: { seats: "5", plan: "" },
    });
    expect(introduction({}).name).toBeUndefined();
  });
});
