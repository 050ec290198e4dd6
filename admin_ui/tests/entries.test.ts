import { expect, it } from "vitest";
import { entriesOf } from "../src/conversation/entries";
import type { Outgoing } from "../src/conversation/outbox";
import { at, event } from "./fixtures";

const me = 1;
const mine = { type: "operator" as const, id: me, name: "Sveta" };
const outgoing: Outgoing = { id: "x", chat: 1, text: "on my way", note: false, at: at(10), state: "waiting" };
const flat = (...parameters: Parameters<typeof entriesOf>) =>
  entriesOf(...parameters).flatMap(({ entries }) => entries);

it("groups what one author says within five minutes", () => {
  const events = [event(1), event(2), event(3, { at: at(9) }), event(4, { author: mine, at: at(9) })];
  const shape = flat(events, [], null, me).map((entry) => entry.type === "message" && [entry.first, entry.last]);
  expect(shape).toEqual([
    [true, false],
    [false, true],
    [true, true],
    [true, true],
  ]);
});

it("joins a message on its way to my last one, and to nobody else's", () => {
  const joined = flat([event(9, { author: mine })], [outgoing], null, me);
  expect(joined.map((entry) => "last" in entry && entry.last)).toEqual([false, true]);
  const apart = flat([event(9, { author: { ...mine, id: 2 } })], [outgoing], null, me);
  expect(apart.map((entry) => "first" in entry && entry.first)).toEqual([true, true]);
});

it("keeps the place of a message when its event comes", () => {
  const before = flat([], [outgoing], null, me).map(({ key }) => key);
  const after = flat([event(1, { author: mine, id: "x" })], [], null, me).map(({ key }) => key);
  expect(after).toEqual(before);
});

it("divides where the new ones begin, at the client's words", () => {
  const events = [event(1), event(2, { author: mine }), event(3, { kind: "status", data: { status: 2 } }), event(4)];
  expect(flat(events, [], 1, me).map(({ type }) => type)).toEqual(["message", "message", "event", "new", "message"]);
  expect(flat(events, [], null, me).some(({ type }) => type === "new")).toBe(false);
});

it("begins a day at midnight", () => {
  const days = entriesOf(
    [event(1, { at: "2026-11-10T09:00:00Z" }), event(2, { at: "2026-11-12T09:00:00Z" })],
    [],
    null,
    me,
  );
  expect(days.map(({ entries }) => entries.length)).toEqual([1, 1]);
});

it("shows a deleted message by itself, and edits not at all", () => {
  const events = [
    event(1),
    event(2, { data: { deleted_at: at(3) } }),
    event(3, { kind: "deleted", data: { seq: 2 } }),
    event(4, { kind: "edited", data: { seq: 1, text: "x" } }),
    event(5),
  ];
  expect(flat(events, [], null, me).map(({ type }) => type)).toEqual(["message", "deleted", "message"]);
});
