import { describe, expect, it } from "vitest";
import { clockOf } from "../src/chats/clock";
import { isTall, itemsOf } from "../src/chats/items";
import { belongs, order } from "../src/chats/views";
import { at, held, row } from "./fixtures";

const now = Date.parse(at(10));
const minute = 60_000;

describe("the clock of a chat", () => {
  it("is grey at first, amber in the last third, and stops at nothing", () => {
    const due = (minutes: number) => clockOf(held({ due_since: at(0), due_at: at(minutes) }), now);
    expect(due(16)).toEqual({ kind: "due", ms: 6 * minute, soon: false, title: null });
    expect(due(15)).toMatchObject({ ms: 5 * minute, soon: true });
    expect(due(9)).toMatchObject({ kind: "due", ms: 0, soon: true });
    expect(clockOf(held({ due_at: at(12) }), now)).toMatchObject({ soon: false });
  });

  it("is red once the server says so", () => {
    const late = held({ overdue_since: at(6), due_at: at(6), due_since: at(0) });
    expect(clockOf(late, now)).toEqual({ kind: "overdue", ms: 4 * minute });
  });

  it("tells the wait where there is no deadline", () => {
    expect(clockOf(held({ waiting_since: at(6) }), now)).toEqual({ kind: "waits", ms: 4 * minute, long: false });
    expect(clockOf(held({ waiting_since: at(5) }), now)).toMatchObject({ long: true });
    expect(clockOf(held({ waiting_since: null }), now)).toBeNull();
  });

  it("stands still in a closed chat, though it was never answered", () => {
    const closed = held({ state: "closed", waiting_since: at(6) });
    expect(clockOf(closed, now)).toBeNull();
    expect(isTall(closed)).toBe(false);
  });

  it("makes the row taller, and so does a bad rating", () => {
    const quiet = held({ waiting_since: null });
    expect(isTall(quiet)).toBe(false);
    expect(isTall({ ...quiet, due_at: at(12) })).toBe(true);
    expect(isTall({ ...quiet, rating: { score: 2, out_of: 5, bad: true } })).toBe(true);
    expect(isTall({ ...quiet, rating: { score: 5, out_of: 5, bad: false } })).toBe(false);
  });
});

describe("overdue chats", () => {
  const scope = { view: "overdue", empty: false } as const;

  it("are those that somebody still has to answer", () => {
    expect(belongs(held({ overdue_since: at(1) }), scope)).toBe(true);
    expect(belongs(row({ overdue_since: at(1) }), scope)).toBe(true);
    expect(belongs(held({ overdue_since: at(1), state: "closed" }), scope)).toBe(false);
    expect(belongs(held(), scope)).toBe(false);
  });

  it("stand by how long they have been so, without headings", () => {
    const [one, other] = [held({ id: 1, overdue_since: at(5) }), held({ id: 2, overdue_since: at(3) })];
    expect(order(one, other, "overdue")).toBeGreaterThan(0);
    expect(itemsOf([other, one], { view: "overdue" }).every(({ type }) => type === "row")).toBe(true);
  });
});
