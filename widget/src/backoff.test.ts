import { afterEach, describe, expect, it, vi } from "vitest";
import { backoff } from "./backoff";

afterEach(() => vi.restoreAllMocks());

describe("the pause before an attempt", () => {
  it("doubles up to half a minute", () => {
    vi.spyOn(Math, "random").mockReturnValue(1);
    expect([0, 1, 2, 3, 4, 5, 9].map((attempt) => backoff(attempt))).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  });

  it("is spread over its second half", () => {
    vi.spyOn(Math, "random").mockReturnValue(0);
    expect(backoff(3)).toBe(4000);
  });

  it("may be told not to grow as long", () => {
    vi.spyOn(Math, "random").mockReturnValue(1);
    expect([4, 5, 9].map((attempt) => backoff(attempt, 20_000))).toEqual([16_000, 20_000, 20_000]);
  });
});
