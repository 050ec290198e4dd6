import { describe, expect, it } from "vitest";
import { backoff } from "./backoff";

describe("the pause before an attempt", () => {
  it("doubles up to half a minute", () => {
    expect([0, 1, 2, 3, 4, 5, 9].map((attempt) => backoff(attempt, () => 1))).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  });

  it("is spread over its second half", () => {
    expect(backoff(3, () => 0)).toBe(4000);
  });
});
