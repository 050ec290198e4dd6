// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ToServer } from "../src/api/types";
import { Mailer } from "../src/live/mailer";

let online = true;
let out: ToServer[] = [];
const dead = vi.fn();
const mailer = () =>
  new Mailer(
    1,
    (frame) => {
      if (online) out.push(frame);
      return online;
    },
    dead,
  );
const texts = () => out.map((frame) => ("text" in frame ? frame.text : ""));
const idOf = (n: number) => (out[n] as { id: string }).id;
const kept = () => Object.keys(localStorage).length;

beforeEach(() => {
  online = true;
  out = [];
  dead.mockClear();
  localStorage.clear();
  vi.useFakeTimers();
});
afterEach(() => void vi.useRealTimers());

describe("with a connection", () => {
  it("sends at once, the next one after the answer, and keeps nothing then", () => {
    const box = mailer();
    box.write(1, "one", false);
    box.write(1, "two", false);
    expect(texts()).toEqual(["one"]);
    box.stored(idOf(0), 1, 5, null);
    expect(texts()).toEqual(["one", "two"]);
    box.stored(idOf(1), 1, 6, null);
    expect(kept()).toBe(0);
    expect(box.outbox.get()).toEqual([]);
  });

  it("says when nothing of a chat is under way, so that closing does not overtake the last answer", async () => {
    const box = mailer();
    const closed = vi.fn();
    await box.settled(1);
    box.write(1, "good-bye", false);
    box.write(2, "elsewhere", false);
    const settled = box.settled(1).then(closed);
    await Promise.resolve();
    expect(closed).not.toHaveBeenCalled();
    box.stored(idOf(0), 1, 5, null);
    await settled;
    expect(closed).toHaveBeenCalledOnce();
  });

  it("sends files by their ids, and lets their previews go once the server has them", () => {
    const letGo = vi.fn();
    URL.revokeObjectURL = letGo;
    const file = { id: "f1", name: "tea.png", type: "image/png", size_bytes: 9, width: 2, height: 2 };
    const box = mailer();
    box.write(1, "", false, undefined, [{ ...file, url: "blob:1" }]);
    expect(out[0]).toMatchObject({ type: "send", text: "", files: ["f1"] });
    expect(mailer().outbox.get()[0]?.files).toEqual([{ ...file, url: "" }]);
    expect(letGo).not.toHaveBeenCalled();
    box.stored(idOf(0), 1, 5, null);
    expect(letGo).toHaveBeenCalledWith("blob:1");
  });

  it("takes the event for the answer, if it comes first", () => {
    const box = mailer();
    box.write(1, "one", false);
    box.arrived(1, 5, idOf(0));
    expect(box.outbox.get()).toEqual([]);
    expect(kept()).toBe(0);
  });

  it("waits and repeats where the server could not store it", () => {
    const box = mailer();
    box.write(1, "one", false);
    box.refused(idOf(0), { type: "error", code: "too_many", detail: "", retry_after: 3 });
    vi.advanceTimersByTime(2900);
    expect(texts()).toEqual(["one"]);
    vi.advanceTimersByTime(200);
    expect(texts()).toEqual(["one", "one"]);
    expect(idOf(1)).toBe(idOf(0));
  });

  it("keeps what was refused for good, with the reason, until it is repeated or forgotten", () => {
    const box = mailer();
    box.write(1, "one", false);
    box.refused(idOf(0), { type: "error", code: "not_holder", detail: "Ivan has it" });
    expect(mailer().outbox.get()[0]).toMatchObject({
      state: "failed",
      reason: { code: "not_holder", detail: "Ivan has it" },
    });
    box.retry(idOf(0));
    expect(texts()).toEqual(["one", "one"]);
    box.discard(idOf(0));
    expect(kept()).toBe(0);
  });

  it("takes ten seconds of silence for a dead connection", () => {
    mailer().write(1, "one", false);
    vi.advanceTimersByTime(10_000);
    expect(dead).toHaveBeenCalledOnce();
  });
});

describe("without a connection", () => {
  it("keeps everything in the browser, in order, and sends it under the same ids later", () => {
    online = false;
    const before = mailer();
    before.write(1, "one", false);
    before.write(1, "two", true);
    const ids = before.outbox.get().map(({ id }) => id);
    online = true;
    const after = mailer();
    after.flush();
    after.stored(idOf(0), 1, 5, null);
    expect(out).toEqual([
      { type: "send", id: ids[0], chat: 1, text: "one", note: false },
      { type: "send", id: ids[1], chat: 1, text: "two", note: true },
    ]);
  });

  it("repeats what had no answer when it broke", () => {
    const box = mailer();
    box.write(1, "one", false);
    box.interrupted();
    box.flush();
    expect(texts()).toEqual(["one", "one"]);
    expect(idOf(1)).toBe(idOf(0));
  });

  it("belongs to one operator", () => {
    online = false;
    mailer().write(1, "one", false);
    expect(new Mailer(2, () => true, dead).outbox.get()).toEqual([]);
  });
});
