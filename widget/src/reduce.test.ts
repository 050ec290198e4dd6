import { describe, expect, it } from "vitest";
import { isGap } from "./chatlog";
import type { Outgoing, Written } from "./outbox";
import { reduce, type Action } from "./reduce";
import { activeLog, destination, ending, endingName, logOf, type State } from "./state";
import { at, closed, config, connected, message, operator, reopened, taken, visitor } from "./testing/samples";

function play(state: State, ...actions: Action[]): State {
  return actions.reduce(reduce, state);
}

function welcome(chat: number | undefined, last = 0, epoch = "e"): Action {
  return { type: "welcome", chat, last, epoch, now: new Date().toISOString() };
}

function texts(state: State, chat: number): (string | undefined)[] {
  return logOf(state, chat)?.events.map((event) => (event.kind === "message" ? event.data.text : event.kind)) ?? [];
}

function queued(...items: Outgoing[]): Action {
  return { type: "set", values: { outbox: items } };
}

const item: Written = { id: "a", text: "Где заказ?", at: at(1) };

describe("a message of one's own", () => {
  const sent = play(connected(), welcome(1), queued(item));

  it("becomes an event by its ack, and its event after that changes nothing", () => {
    const acked = play(sent, { type: "ack", id: "a", chat: 1, seq: 1, at: at(1) });
    expect(acked.outbox).toEqual([]);
    expect(texts(acked, 1)).toEqual(["Где заказ?"]);
    const told = play(acked, message(1, visitor, "Где заказ?", { id: "a" }));
    expect(texts(told, 1)).toEqual(["Где заказ?"]);
    expect(logOf(told, 1)?.events[0]?.id).toBe("a");
  });

  it("leaves the outbox by its event, and the ack after that changes nothing", () => {
    const told = play(sent, message(1, visitor, "Где заказ?", { id: "a" }));
    expect(told.outbox).toEqual([]);
    const acked = play(told, { type: "ack", id: "a", chat: 1, seq: 1, at: at(1) });
    expect(acked).toBe(told);
  });

  it("keeps the id that an event without one leaves out", () => {
    const state = play(sent, { type: "ack", id: "a", chat: 1, seq: 1, at: at(1) }, message(1, visitor, "Где заказ?"));
    expect(logOf(state, 1)?.events).toHaveLength(1);
    expect(logOf(state, 1)?.events[0]?.id).toBe("a");
  });

  it.each([
    ["a page of older events", { type: "older" as const, chat: 1, page: { items: [message(1, visitor, "Где заказ?", { id: "a" })], next: null, earlier: null } }],
    ["what was missed", { type: "missed" as const, chat: 1, items: [message(1, visitor, "Где заказ?", { id: "a" })] }],
  ])("leaves the outbox by %s, and the ack after that changes nothing", (_, page) => {
    const told = play(sent, queued(item, { ...item, id: "b" }), page);
    expect(told.outbox.map((one) => one.id)).toEqual(["b"]);
    expect(play(told, { type: "ack", id: "a", chat: 1, seq: 1, at: at(1) })).toBe(told);
  });

  it("does not come back with the word of a tab that has not heard of it", () => {
    const told = play(sent, message(1, visitor, "Где заказ?", { id: "a" }), queued(item));
    expect(told.outbox).toEqual([]);
  });

  it("stays in the outbox when the refusal passes, and is marked when it does not", () => {
    const refuse = (code: string): Action => ({ type: "error", id: "a", code, detail: "…" });
    expect(play(sent, refuse("too_many"), refuse("unavailable")).outbox[0]?.failure).toBeUndefined();
    expect(play(sent, refuse("chat_closed")).outbox[0]?.failure?.code).toBe("chat_closed");
  });

  it("names its conversation as soon as that is known", () => {
    const early = play({ ...connected(), chat: null }, queued(item), welcome(7));
    expect(early.outbox[0]?.chat).toBe(7);
    expect(play(early, welcome(8)).outbox[0]?.chat).toBe(7);
  });
});

describe("events", () => {
  const talk = play(connected(), welcome(1), message(1, visitor, "раз"), taken(2), message(3, operator, "два"));

  it("stand in order and once, whatever comes again", () => {
    const again = play(talk, message(3, operator, "два"), message(1, visitor, "раз"));
    expect(texts(again, 1)).toEqual(["раз", "taken", "два"]);
    expect(logOf(again, 1)?.position).toBe(3);
  });

  it("show a gap when they do not follow the last one", () => {
    const log = logOf(talk, 1);
    expect(isGap(log, message(4, operator, "три"))).toBe(false);
    expect(isGap(log, message(6, operator, "пять", { prev: 5 }))).toBe(true);
    expect(isGap(log, message(3, operator, "два", { prev: 1 }))).toBe(false);
  });

  it("may follow one that only an ack has told of", () => {
    const state = play(talk, queued(item), { type: "ack", id: "a", chat: 1, seq: 4, at: at(4) });
    expect(logOf(state, 1)?.position).toBe(3);
    expect(isGap(logOf(state, 1), message(5, operator, "да", { prev: 4 }))).toBe(false);
  });

  it("are forgotten by a resync, but shown until the first new one comes", () => {
    const stale = play(talk, { type: "resync", chat: 1 });
    expect(texts(stale, 1)).toHaveLength(3);
    const first = message(40, operator, "сорок", { prev: 0 });
    expect(isGap(logOf(stale, 1), first)).toBe(false);
    const fresh = play(stale, first);
    expect(texts(fresh, 1)).toEqual(["сорок"]);
    expect(isGap(logOf(fresh, 1), message(42, operator, "…", { prev: 41 }))).toBe(true);
  });

  it("end the operator's typing, and nobody else's event does", () => {
    const typing = play(talk, { type: "typing", chat: 1, by: "operator" });
    expect(typing.typing).toBe(true);
    expect(play(typing, message(4, visitor, "я")).typing).toBe(true);
    expect(play(typing, message(4, operator, "я")).typing).toBe(false);
  });
});

describe("a closed conversation", () => {
  const done = play(connected(), welcome(1), message(1, visitor, "спасибо"), closed(2));

  it("takes no messages and offers a new one, which stands below it", () => {
    expect(ending(done)).toEqual({ reason: "done", at: at(2) });
    expect(destination(done)).toBeUndefined();
    const anew = play(done, { type: "set", values: { left: "1:2" } });
    expect(ending(anew)).toBeNull();
    const next = play(anew, queued(item), welcome(2), { type: "ack", id: "a", chat: 2, seq: 1, at: at(5) });
    expect(next.chats.map((log) => log.id)).toEqual([1, 2]);
    expect(texts(next, 2)).toEqual(["Где заказ?"]);
    expect(destination(next)).toBe(2);
  });

  it("is still spoken of when the server has an empty one ready", () => {
    const reloaded = play(done, welcome(2));
    expect(activeLog(reloaded)?.id).toBe(1);
    expect(ending(reloaded)?.reason).toBe("done");
    expect(ending(play(reloaded, { type: "set", values: { left: "1:2" } }))).toBeNull();
  });

  it("opens again by the operator's word, even after the visitor left it", () => {
    const back = play(done, { type: "set", values: { left: "1:2" } }, reopened(3));
    expect(ending(back)).toBeNull();
    expect(activeLog(back)?.id).toBe(1);
    expect(destination(back)).toBe(1);
  });

  it("that the visitor left and the operator opened again may end once more", () => {
    const back = play(done, { type: "set", values: { left: endingName(activeLog(done)) } }, reopened(3), message(4, visitor, "ещё"));
    expect(ending(play(back, closed(5)))?.reason).toBe("done");
    expect(ending(play(back, closed(5, "ended")))?.reason).toBe("ended");
  });

  it("of spam has no way on", () => {
    const spam = play(connected(), welcome(1), message(1, visitor, "скидки"), closed(2, "ended"));
    expect(ending(spam)?.reason).toBe("ended");
  });

  it("gets no messages that were written before its end was known", () => {
    expect(play(done, queued(item), welcome(1)).outbox[0]?.chat).toBeUndefined();
  });
});

describe("another database or visitor", () => {
  const talk = play(connected(), welcome(1), message(1, visitor, "раз"), queued({ ...item, chat: 1 }));

  it("forgets the conversations and keeps what is to be sent", () => {
    const restored = play(talk, welcome(undefined, 0, "other"));
    expect(restored.chats).toEqual([]);
    expect(restored.outbox).toEqual([item]);
  });

  it("is told by the token too", () => {
    const session = { token: "new", visitor: 2, chat: 9, last: 0, epoch: "e", config };
    const state = play(talk, { type: "session", session });
    expect(state.chats.map((log) => log.id)).toEqual([9]);
    expect(state.outbox[0]?.chat).toBe(9);
  });
});

describe("older events", () => {
  it("are put in front, the conversation before in front of all", () => {
    const talk = play(connected(), welcome(5), { type: "resync", chat: 5 }, message(60, operator, "новое", { chat: 5, prev: 0 }));
    const page = { items: [message(59, visitor, "старое", { chat: 5 })], next: null, earlier: 3 };
    const deeper = play(talk, { type: "older", chat: 5, page });
    expect(texts(deeper, 5)).toEqual(["старое", "новое"]);
    expect(logOf(deeper, 5)).toMatchObject({ older: null, earlier: 3 });
    const before = { items: [message(1, visitor, "давнее", { chat: 3 })], next: null, earlier: null };
    expect(play(deeper, { type: "older", chat: 3, page: before }).chats.map((log) => log.id)).toEqual([3, 5]);
  });
});

describe("read marks", () => {
  it("only grow", () => {
    const talk = play(connected(), welcome(1), message(1, visitor, "раз"));
    const read = (seq: number): Action => ({ type: "read", chat: 1, by: "operator", seq });
    expect(logOf(play(talk, read(5), read(3)), 1)?.readByOperator).toBe(5);
  });
});
