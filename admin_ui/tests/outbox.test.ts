import { describe, expect, it } from "vitest";
import {
  add,
  again,
  arrived,
  changesOf,
  discarded,
  due,
  failed,
  frameOf,
  interrupted,
  ofChat,
  sent,
  stored,
  type Outbox,
  type Outgoing,
} from "../src/conversation/outbox";

const item = (id: string, chat = 1): Outgoing => ({ id, chat, text: id, note: false, at: id, state: "waiting" });
const box = (...items: Outgoing[]): Outbox => items.reduce<Outbox>(add, []);
const ids = (items: Outbox) => items.map(({ id }) => id);
const states = (items: Outbox) => items.map(({ state }) => state);

describe("what goes out", () => {
  it("is the oldest of each chat, one at a time", () => {
    const all = box(item("a"), item("b"), item("c", 2));
    expect(ids(due(all))).toEqual(["a", "c"]);
    expect(ids(due(sent(all, "a")))).toEqual(["c"]);
  });

  it("is the next one once the first is stored", () => {
    expect(ids(due(stored(sent(box(item("a"), item("b")), "a"), "a", 7)))).toEqual(["b"]);
  });

  it("goes on past a message that failed", () => {
    const all = failed(sent(box(item("a"), item("b")), "a"), "a", { code: "not_holder", detail: "Ivan has it" });
    expect(ids(due(all))).toEqual(["b"]);
  });
});

it("sends again under the same id what had no answer when the connection broke", () => {
  const broken = interrupted(sent(box(item("a"), item("b")), "a"));
  expect(states(broken)).toEqual(["waiting", "waiting"]);
  expect(ids(due(broken))).toEqual(["a"]);
});

it("keeps a stored message until its event has come", () => {
  const all = stored(sent(box(item("a")), "a"), "a", 7);
  expect(arrived(all, 1, 6)).toBe(all);
  expect(arrived(all, 2, 9)).toBe(all);
  expect(arrived(all, 1, 7)).toEqual([]);
});

it("tells once of an ack that comes twice", () => {
  const once = stored(sent(box(item("a")), "a"), "a", 7);
  expect(stored(once, "a", 7)).toEqual(once);
  expect(stored([], "a", 7)).toEqual([]);
});

it("repeats a failed message, without its reason, or forgets it", () => {
  const all = failed(box(item("a")), "a", { code: "chat_closed", detail: "closed" });
  expect(all[0]?.reason?.code).toBe("chat_closed");
  expect(again(all, "a")[0]).toMatchObject({ state: "waiting", reason: undefined });
  expect(discarded(all, "a")).toEqual([]);
});

describe("changes of what was said", () => {
  const edit: Outgoing = { ...item("e"), change: { seq: 7, what: "edit" } };
  const deletion: Outgoing = { ...item("d"), text: "", change: { seq: 7, what: "delete" } };

  it("are no new messages, and the latest of them counts", () => {
    const all = box(item("a"), edit, deletion, { ...edit, id: "other", chat: 2 });
    expect(ids(ofChat(all, 1))).toEqual(["a"]);
    expect([...changesOf(all, 1)]).toEqual([[7, deletion]]);
  });

  it("wait for their turn behind what was said before", () => {
    expect(ids(due(box(item("a"), edit)))).toEqual(["a"]);
  });

  it("go out as what they are", () => {
    expect(frameOf(edit)).toEqual({ type: "edit", id: "e", chat: 1, seq: 7, text: "e", mentions: undefined });
    expect(frameOf(deletion)).toEqual({ type: "delete", id: "d", chat: 1, seq: 7 });
    expect(frameOf(item("a"))).toMatchObject({ type: "send", id: "a", text: "a", note: false });
  });
});
