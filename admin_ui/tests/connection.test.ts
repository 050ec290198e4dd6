import { describe, expect, it } from "vitest";
import { pause } from "../src/live/backoff";
import { atFirst, connected, disconnected } from "../src/live/connection";

it("waits longer and longer, up to half a minute, never all at once", () => {
  expect([0, 1, 2, 3].map((attempt) => pause(attempt, 1))).toEqual([500, 1000, 2000, 4000]);
  expect(pause(20, 1)).toBe(30_000);
  expect(pause(20, 0)).toBe(15_000);
});

describe("the connection", () => {
  it("counts the time cut off from the first break", () => {
    const lost = disconnected(connected(atFirst(0), 1000), 5000, 6000);
    expect(disconnected(lost, 7000, 9000)).toMatchObject({ phase: "lost", since: 5000, retryAt: 9000 });
  });

  it("was online all along if it was away shortly, as colleagues see it", () => {
    const lost = disconnected(connected(atFirst(0), 1000), 5000, 6000);
    expect(connected(lost, 20_000).since).toBe(1000);
    expect(connected(lost, 200_000).since).toBe(200_000);
  });
});
