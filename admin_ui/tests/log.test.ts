import { describe, expect, it } from "vitest";
import { addEvent, addOlder, addRead, lastFromClient, lastSeq, logOf, resync, shortened, type Log } from "../src/conversation/log";
import { event } from "./fixtures";

const upTo = (seq: number): Log => logOf({ items: Array.from({ length: seq }, (_, i) => event(i + 1)), next: null });
const seqs = (log: Log) => log.events.map(({ seq }) => seq);

describe("events", () => {
  it("are added in order", () => {
    const { log, gap } = addEvent(upTo(2), event(3));
    expect(seqs(log)).toEqual([1, 2, 3]);
    expect(gap).toBe(false);
  });

  it("come twice and are added once", () => {
    const before = upTo(3);
    expect(addEvent(before, event(3)).log).toBe(before);
    expect(addEvent(before, event(2)).log).toBe(before);
  });

  it("tell of a gap and are not added before it is filled", () => {
    const before = upTo(2);
    expect(addEvent(before, event(5))).toEqual({ log: before, gap: true });
  });

  it("may skip what is not for us to see", () => {
    expect(seqs(addEvent(upTo(2), event(5, { prev: 2 })).log)).toEqual([1, 2, 5]);
  });

  it("overlap after watching anew from an earlier place", () => {
    expect(seqs(addEvent(upTo(4), event(5, { prev: 3 })).log)).toEqual([1, 2, 3, 4, 5]);
  });
});

describe("what has gone by", () => {
  it("is let go of in a log that has grown long, and can be loaded again", () => {
    const log = shortened(upTo(401));
    expect(log.events[0]?.seq).toBe(202);
    expect(log.older).toBe(202);
    expect(lastSeq(log)).toBe(401);
    expect(addOlder(log, { items: [event(201)], next: 201 }).events[0]?.seq).toBe(201);
  });

  it("stays otherwise", () => {
    const log = upTo(400);
    expect(shortened(log)).toBe(log);
  });
});

describe("resync", () => {
  it("begins anew with whatever comes next", () => {
    const { log, gap } = addEvent(resync(upTo(5)), event(400, { prev: 7 }));
    expect(gap).toBe(false);
    expect(seqs(log)).toEqual([400]);
    expect(log.older).toBe(400);
  });

  it("has nothing older before the first event", () => {
    expect(addEvent(resync(upTo(5)), event(1)).log.older).toBeNull();
  });

  it("then goes on in order", () => {
    const begun = addEvent(resync(upTo(5)), event(400)).log;
    expect(addEvent(begun, event(402)).gap).toBe(true);
    expect(seqs(addEvent(begun, event(401)).log)).toEqual([400, 401]);
  });
});

it("puts older pages before, once", () => {
  const newest = logOf({ items: [event(51), event(52)], next: 51 });
  const whole = addOlder(newest, { items: [event(49), event(50), event(51)], next: 49 });
  expect(seqs(whole)).toEqual([49, 50, 51, 52]);
  expect(whole.older).toBe(49);
});

describe("read marks", () => {
  it("go forward only", () => {
    const read = addRead(upTo(5), { type: "read", chat: 1, by: "visitor", seq: 4 }, 1);
    expect(read.readByClient).toBe(4);
    expect(addRead(read, { type: "read", chat: 1, by: "visitor", seq: 2 }, 1)).toBe(read);
  });

  it("of colleagues are not mine", () => {
    const log = upTo(5);
    expect(addRead(log, { type: "read", chat: 1, by: "operator", seq: 4, operator: 2 }, 1)).toBe(log);
    expect(addRead(log, { type: "read", chat: 1, by: "operator", seq: 4 }, 1)).toBe(log);
    expect(addRead(log, { type: "read", chat: 1, by: "operator", seq: 4, operator: 1 }, 1).readByMe).toBe(4);
  });
});

it("knows the newest event and the client's newest words", () => {
  const log = addEvent(upTo(2), event(3, { author: { type: "operator", id: 1 } })).log;
  expect(lastSeq(log)).toBe(3);
  expect(lastFromClient(log)).toBe(2);
});

describe("edits", () => {
  const edited = (seq: number, data: object) => event(seq, { kind: "edited", data: { of: "message", ...data } });

  it("change what was said, and stand in the log themselves", () => {
    const { log } = addEvent(upTo(3), edited(4, { seq: 2, text: "other" }));
    expect(log.events[1]?.data).toEqual({ text: "other", edited_at: event(4).at, mentions: undefined });
    expect(lastSeq(log)).toBe(4);
  });

  it("without words, because these were taken back since, change nothing", () => {
    expect(addEvent(upTo(3), edited(4, { seq: 2 })).log.events[1]).toEqual(event(2));
  });

  it("of what is not loaded change nothing", () => {
    const newest = logOf({ items: [event(51)], next: 51 });
    expect(addEvent(newest, edited(52, { seq: 2, text: "x" })).log.events[0]).toEqual(event(51));
  });

  it("that delete leave no words", () => {
    const { log } = addEvent(upTo(3), event(4, { kind: "deleted", data: { seq: 3 } }));
    expect(log.events[2]?.data).toEqual({ deleted_at: event(4).at });
  });
});
