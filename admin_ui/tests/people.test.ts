import { expect, it } from "vitest";
import type { Status } from "../src/api/types";
import { matches, type Present } from "../src/operators/search";
import { moved, whyNot } from "../src/statuses/order";

const status = (id: number, fields: Partial<Status> = {}): Status => ({
  id,
  name: `Status ${id}`,
  group: "in_progress",
  colour: "blue",
  star: false,
  builtin: null,
  hidden: false,
  version: 0,
  ...fields,
});
const closed = { group: "closed" } as const;

it("moves one to a place, and not beyond the ends", () => {
  expect(moved([1, 2, 3], 3, 0)).toEqual([3, 1, 2]);
  expect(moved([1, 2, 3], 1, 1)).toEqual([2, 1, 3]);
  for (const nowhere of [3, -1, 0]) expect(moved([1, 2, 3], 1, nowhere)).toEqual([1, 2, 3]);
});

it("tells why a status stays", () => {
  const spam = status(1, { ...closed, builtin: "spam" });
  const done = status(2, { ...closed, builtin: "done" });
  const old = status(3, { ...closed, hidden: true });
  const [talking, waiting] = [status(4), status(5)];
  const all = [talking, waiting, done, spam, old];
  expect(whyNot(spam, all, 0)).toEqual({ key: "builtin" });
  expect(whyNot(done, all, 0)).toEqual({ key: "last" });
  expect(whyNot(waiting, all, 2)).toEqual({ key: "used", chats: 2 });
  expect(whyNot(waiting, all, 0)).toBeNull();
  expect(whyNot(done, [...all, status(6, closed)], 900)).toBeNull();
});

it("finds operators by what the address says", () => {
  const anna: Present = {
    id: 1,
    name: "Анна Ёлкина",
    display_name: "Аня",
    email: "anna@shop.example",
    administrator: true,
    owner: false,
    photo: null,
    state: "offline",
    chat_limit: null,
    language: null,
    version: 0,
    seen_at: null,
    open_chats: 0,
    old_chats: 0,
  };
  expect(matches(anna, { find: " ёлк" })).toBe(true);
  expect(matches(anna, { find: "ANNA@" })).toBe(true);
  expect(matches(anna, { find: "аня", role: "administrator" })).toBe(true);
  expect(matches(anna, { role: "operator" })).toBe(false);
  expect(matches(anna, { here: true })).toBe(false);
});
