import { describe, expect, it } from "vitest";
import {
  appendPage,
  changeRow,
  dropRow,
  placeRow,
  renewBeginning,
  speakerOf,
  unreadOf,
  withUnread,
  type RowList,
} from "../src/chats/rows";
import type { Filters } from "../src/chats/narrow";
import type { Scope } from "../src/chats/views";
import { at, held, ivan, row, said } from "./fixtures";

const queue: Scope = { view: "queue", empty: false };
const all: Scope = { view: "all", empty: false };
const list = (rows: RowList["rows"], next: string | null = null): RowList => ({ rows, next });
const ids = (rows: RowList) => rows.rows.map(({ id }) => id);

describe("a row enters and leaves", () => {
  it("comes into the queue in its place, by the time it was opened", () => {
    const before = list([row({ id: 1, opened_at: at(1) }), row({ id: 3, opened_at: at(3) })]);
    expect(ids(placeRow(before, row({ id: 2, opened_at: at(2) }), queue))).toEqual([1, 2, 3]);
  });

  it("leaves the queue when somebody takes it, and enters what is in progress", () => {
    expect(ids(placeRow(list([row()]), held(), queue))).toEqual([]);
    expect(ids(placeRow(list([]), held(), { view: "in_progress", empty: false }))).toEqual([1]);
  });

  it("leaves the list of those on the site with its client", () => {
    const online: Scope = { view: "online", empty: false };
    expect(ids(placeRow(list([]), held({ online: true }), online))).toEqual([1]);
    expect(ids(placeRow(list([held({ online: true })]), held({ online: false }), online))).toEqual([]);
  });

  it("shows silent visitors only when asked for", () => {
    const silent = row({ state: "empty", online: true, waiting_since: null, opened_at: null });
    expect(ids(placeRow(list([]), silent, all))).toEqual([]);
    expect(ids(placeRow(list([]), silent, { view: "all", empty: true }))).toEqual([1]);
  });

  it("stands in my list only while I hold it", () => {
    const only = { filters: { holder: "me" as const }, zone: "UTC", me: ivan.id };
    const mine: Scope = { view: "in_progress", empty: false, only };
    expect(ids(placeRow(list([]), held(), mine))).toEqual([1]);
    expect(ids(placeRow(list([held()]), held({ operator: { id: 3, name: "L", photo: null } }), mine))).toEqual([]);
  });

  it("changes nothing in lists it does not belong to", () => {
    const before = list([row({ id: 5 })]);
    expect(placeRow(before, held(), queue)).toBe(before);
  });

  it("passes its filters, or leaves", () => {
    const narrowed = (filters: Filters): Scope => ({ view: "all", empty: false, only: { filters, zone: "UTC", me: 2 } });
    const known = list([held({ status: 3, tags: ["tea"] })]);
    expect(ids(placeRow(known, held({ status: 3, tags: ["tea"] }), narrowed({ status: 3, tag: "tea" })))).toEqual([1]);
    expect(ids(placeRow(known, held({ status: 4 }), narrowed({ status: 3 })))).toEqual([]);
    expect(ids(placeRow(known, held({ tags: [] }), narrowed({ tag: "tea" })))).toEqual([]);
    const day = at(0).slice(0, 10);
    expect(ids(placeRow(list([]), held(), narrowed({ since: day, until: day })))).toEqual([1]);
    expect(ids(placeRow(list([]), held(), narrowed({ since: "2026-12-01" })))).toEqual([]);
    expect(ids(placeRow(list([]), held({ opened_at: at(-700) }), narrowed({ since: day })))).toEqual([]);
  });

  it("stays where a search has found it, as it was found", () => {
    const found: Scope = { view: "all", empty: false, q: "tea" };
    const hit = { seq: 4, text: "tea", ranges: [[0, 3]] };
    const before = list([row({ id: 2 }), row({ id: 1, hit })]);
    const after = placeRow(before, held({ id: 1 }), found);
    expect(after.rows[1]).toMatchObject({ id: 1, state: "in_progress", hit });
    expect(placeRow(before, row({ id: 3 }), found)).toBe(before);
  });

  it("is gone", () => {
    const before = list([row({ id: 1 }), row({ id: 2 })]);
    expect(ids(dropRow(before, 1))).toEqual([2]);
    expect(dropRow(before, 9)).toBe(before);
  });

  it("stays with the server if its place is beyond what is loaded", () => {
    const before = list([row({ id: 1, opened_at: at(1) })], "more");
    expect(placeRow(before, row({ id: 2, opened_at: at(2) }), queue)).toBe(before);
  });
});

describe("the order of a list", () => {
  it("puts those who wait first, the longest wait on top, then the answered, then the closed", () => {
    const rows = [
      held({ id: 1, waiting_since: null, last: said(5) }),
      row({ id: 2, state: "closed", waiting_since: null, last: said(9) }),
      held({ id: 3, waiting_since: at(4) }),
      held({ id: 4, waiting_since: at(2) }),
      held({ id: 5, waiting_since: null, last: said(7) }),
    ];
    const sorted = rows.reduce((sofar, one) => placeRow(sofar, one, all), list([]));
    expect(ids(sorted)).toEqual([4, 3, 5, 1, 2]);
  });

  it("moves a chat that was answered", () => {
    const before = list([held({ id: 1, waiting_since: at(1) }), held({ id: 2, waiting_since: at(2) })]);
    expect(ids(placeRow(before, held({ id: 1, waiting_since: null, last: said(3) }), all))).toEqual([2, 1]);
  });
});

describe("my unread messages", () => {
  it("grow by what the client has written", () => {
    const { unread: _, ...frame } = held({ client_messages: 5 });
    expect(withUnread(frame, held({ client_messages: 3, unread: 1 })).unread).toBe(3);
  });

  it("do not grow when I or a colleague write", () => {
    const { unread: _, ...frame } = held({ client_messages: 3, seq: 9 });
    expect(withUnread(frame, held({ client_messages: 3, unread: 2 })).unread).toBe(2);
  });

  it("are all of them in a chat I have never seen", () => {
    const { unread: _, ...frame } = row({ client_messages: 2 });
    expect(withUnread(frame, undefined).unread).toBe(2);
  });

  it("are what the server says where it says so", () => {
    expect(withUnread(held({ client_messages: 9, unread: 0 }), held({ client_messages: 1, unread: 1 })).unread).toBe(0);
  });

  it("add up, and become zero when they are read", () => {
    const rows = list([held({ id: 1, unread: 2 }), held({ id: 2, unread: 1 })]);
    expect(unreadOf(rows.rows)).toBe(3);
    expect(unreadOf(changeRow(rows, 1, (one) => ({ ...one, unread: 0 })).rows)).toBe(1);
  });
});

describe("pages", () => {
  it("append without doubling a row that moved", () => {
    const before = list([row({ id: 1, opened_at: at(1) }), row({ id: 2, opened_at: at(2) })], "2");
    const page = { items: [row({ id: 2, opened_at: at(2) }), row({ id: 3, opened_at: at(3) })], next: null };
    expect(appendPage(before, page, queue)).toMatchObject({ next: null, rows: [{ id: 1 }, { id: 2 }, { id: 3 }] });
  });

  it("keep what was loaded beyond a fresh beginning", () => {
    const closed = (id: number) => row({ id, state: "closed", waiting_since: null, last: said(60 - id) });
    const before = list([closed(1), closed(2), closed(3), closed(4)], "4");
    const fresh = list([closed(1), closed(3)], "2");
    expect(renewBeginning(before, fresh, all)).toEqual(list([closed(1), closed(3), closed(4)], "4"));
  });

  it("are replaced where the whole list came anew", () => {
    expect(ids(renewBeginning(list([row({ id: 9 })]), list([row({ id: 1 })]), queue))).toEqual([1]);
  });
});

it("names whose last words a row shows, if they have a name", () => {
  expect(speakerOf({ type: "operator", id: 2, name: "Ivan" }, 2)).toBe("me");
  expect(speakerOf({ type: "operator", id: 2, name: "Ivan" }, 3)).toEqual({ name: "Ivan" });
  expect(speakerOf({ type: "plugin", name: "Tips" }, 3)).toEqual({ name: "Tips" });
  for (const name of ["", null, undefined]) expect(speakerOf({ type: "plugin", name }, 3)).toBeNull();
  expect(speakerOf({ type: "visitor", name: "Anna" }, 3)).toBeNull();
});
