import { expect, it } from "vitest";
import { beginningOf, isEmojiAlone } from "../src/conversation/wording";

it("knows one to three emoji alone, however they are made", () => {
  for (const text of ["🍵", "👍🏽", "👩‍👩‍👧", "🇷🇺", "🍵 👍 ❤️"]) expect(isEmojiAlone(text)).toBe(true);
  for (const text of ["🍵🍵🍵🍵", "ok 👍", "1", "", "123", "❤️!"]) expect(isEmojiAlone(text)).toBe(false);
});

it("leaves what is short as it is", () => {
  expect(beginningOf("short")).toBeNull();
  expect(beginningOf("x".repeat(1200))).toBeNull();
  expect(beginningOf("line\n".repeat(17))).toBeNull();
});

it("cuts what is long between words and lines", () => {
  const words = beginningOf("слово ".repeat(300));
  expect(words?.length).toBeLessThanOrEqual(700);
  expect(words?.endsWith("слово")).toBe(true);
  expect(beginningOf(Array.from({ length: 40 }, (_, i) => `line ${i}`).join("\n"))?.split("\n")).toHaveLength(10);
});

it("cuts no sign in two", () => {
  expect(beginningOf(`x${"🍵".repeat(700)}`)).toMatch(/🍵$/u);
});
