import { describe, expect, it } from "vitest";
import { pause } from "../src/live/backoff";
import { connected, disconnected } from "../src/live/connection";

it("waits longer and longer, up to half a minute, never all at once", () => {
  expect([0, 1, 2, 3].map((attempt) => pause(attempt, 1))).toEqual([500, 1000, 2000, 4000]);
  expect(pause(20, 1)).toBe(30_000);
  expect(pause(20, 0)).toBe(15_000);
});

describe("the connection", () => {
  it("counts the time cut off from the first break", () => {
    const lost = disconnected(connected(1000), 5000, 6000);
    expect(disconnected(lost, 7000, 9000)).toMatchObject({ phase: "lost", since: 5000, retryAt: 9000 });
  });
});
