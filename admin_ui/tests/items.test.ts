import { expect, it } from "vitest";
import { heightOf, itemAt, itemsOf, neighbour, startOf } from "../src/chats/items";
import { at, held, row, said } from "./fixtures";

const rows = [
  held({ id: 1, waiting_since: at(1) }),
  held({ id: 2, waiting_since: at(2) }),
  held({ id: 3, waiting_since: null, last: said(1) }),
  row({ id: 4, state: "closed", waiting_since: null, last: said(2) }),
];

it("heads the groups, with how many are in each", () => {
  const heads = itemsOf(rows, { view: "all" }).filter((item) => item.type === "head");
  expect(heads).toEqual([
    { type: "head", group: "waiting", count: 2 },
    { type: "head", group: "answered", count: 1 },
    { type: "head", group: "closed", count: 1 },
  ]);
});

it("has no groups in the queue", () => {
  expect(itemsOf(rows, { view: "queue" }).every(({ type }) => type === "row")).toBe(true);
});

it("knows the height of everything beforehand", () => {
  expect(itemsOf(rows, { view: "all" }).map(heightOf)).toEqual([32, 76, 76, 32, 68, 32, 68]);
});

it("finds what is at a height, and where it is later", () => {
  const items = itemsOf(rows, { view: "all" });
  expect(itemAt(items, 0)).toEqual({ key: "waiting", start: 0 });
  expect(itemAt(items, 110)).toEqual({ key: 2, start: 108 });
  expect(itemAt(items, 9999)).toBeNull();
  expect(startOf(itemsOf(rows.slice(1), { view: "all" }), 2)).toBe(32);
  expect(startOf(items, 99)).toBeNull();
});

it("steps from chat to chat, and from one that has left the list to the nearest", () => {
  expect(neighbour(rows, 2, 1, 0)?.id).toBe(3);
  expect(neighbour(rows, 2, -1, 0)?.id).toBe(1);
  expect(neighbour(rows, 1, -1, 0)).toBeUndefined();
  expect(neighbour(rows, 99, 1, 1)?.id).toBe(2);
  expect(neighbour(rows, 99, -1, 1)?.id).toBe(1);
  expect(neighbour(rows, null, 1, 0)?.id).toBe(1);
  expect(neighbour([], null, 1, 0)).toBeUndefined();
});
