import { expect, it } from "vitest";
import { randomId } from "../src/api/random";

it("makes ids that the server accepts", () => {
  expect(randomId()).toMatch(/^[A-Za-z0-9_-]{22}$/);
  expect(randomId()).not.toBe(randomId());
});
