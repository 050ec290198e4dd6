import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { TypingNotice } from "./typing";

let told: string[] = [];
let notice: TypingNotice;

beforeEach(() => {
  vi.useFakeTimers();
  told = [];
  notice = new TypingNotice((text) => told.push(text));
});

afterEach(() => {
  vi.useRealTimers();
});

describe("the notice of typing", () => {
  it("goes at once, then once a second with the newest text", () => {
    for (const text of ["п", "пр", "при"]) notice.write(text);
    expect(told).toEqual(["п"]);
    vi.advanceTimersByTime(999);
    expect(told).toEqual(["п"]);
    vi.advanceTimersByTime(1);
    expect(told).toEqual(["п", "при"]);
  });

  it("says when the writing stops, once", () => {
    notice.write("п");
    notice.write("");
    notice.write("");
    vi.advanceTimersByTime(5000);
    expect(told).toEqual(["п", ""]);
  });

  it("says nothing after the message, which ends the typing", () => {
    notice.write("п");
    notice.write("привет");
    notice.sent();
    vi.advanceTimersByTime(5000);
    expect(told).toEqual(["п"]);
  });
});
