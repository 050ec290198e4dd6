import { describe, expect, it } from "vitest";
import { clockTime, dayName, daysAgo, duration, fullDate, number, shortMoment } from "../src/texts/format";
import { quote } from "../src/texts/quote";

const now = new Date(2026, 10, 12, 14, 32).getTime();
const local = (...parts: [number, number, number, number, number]) => new Date(...parts).toISOString();
/** Intl puts no-break spaces where it likes. */
const plain = (text: string) => text.replace(/\s/g, " ");

describe("waiting", () => {
  it.each([
    [0, "0:00"],
    [9_999, "0:09"],
    [400_000, "6:40"],
    [3_599_000, "59:59"],
    [-5_000, "0:00"],
  ])("%d ms is %s in both languages", (ms, words) => {
    expect(duration("ru", ms)).toBe(words);
    expect(duration("en", ms)).toBe(words);
  });

  it("is told in hours and in days when it is long", () => {
    expect(plain(duration("ru", 125 * 60_000))).toBe("2 ч 05 мин");
    expect(plain(duration("en", 125 * 60_000))).toBe("2 hr 05 min");
    expect(plain(duration("ru", 3 * 24 * 3600_000))).toBe("3 дн.");
    expect(plain(duration("en", 3 * 24 * 3600_000))).toBe("3 days");
  });
});

it("tells the hour as the browser's English does, and in Russian with two digits", () => {
  const night = new Date(2026, 10, 12, 2, 46);
  expect(clockTime("ru", night, undefined, ["en-US", "ru"])).toBe("02:46");
  expect(plain(clockTime("en", night, undefined, ["ru", "en-US"]))).toBe("2:46 AM");
  expect(clockTime("en", night, undefined, ["en-GB"])).toBe("2:46");
  expect(plain(clockTime("en", night, undefined, ["en-US@posix", "en"]))).toBe("2:46 AM");
  expect(clockTime("ru", Date.UTC(2026, 10, 12, 2, 46), "Asia/Tokyo", [])).toBe("11:46");
});

describe("moments", () => {
  it("are as short as they can be", () => {
    expect(shortMoment("ru", local(2026, 10, 12, 14, 5), now)).toBe("14:05");
    expect(shortMoment("ru", local(2026, 10, 11, 23, 59), now)).toBe("вчера");
    expect(shortMoment("en", local(2026, 10, 11, 23, 59), now)).toBe("yesterday");
    expect(plain(shortMoment("ru", local(2026, 9, 2, 9, 0), now))).toBe("2 окт.");
    expect(plain(shortMoment("en", local(2025, 9, 2, 9, 0), now))).toBe("2 Oct 2025");
  });

  it("of a log stand over each day", () => {
    expect(plain(dayName("ru", local(2026, 10, 12, 9, 0), now))).toBe("Сегодня, 12 ноября");
    expect(plain(dayName("en", local(2026, 10, 11, 9, 0), now))).toBe("Yesterday, 11 November");
    expect(plain(dayName("ru", local(2026, 10, 3, 9, 0), now))).toBe("3 ноября");
    expect(plain(fullDate("en", local(2026, 10, 3, 9, 0)))).toBe("3 Nov 2026");
  });

  it("count midnights, not hours", () => {
    expect(daysAgo(new Date(2026, 10, 11, 23, 59).getTime(), new Date(2026, 10, 12, 0, 1).getTime())).toBe(1);
  });
});

it("writes numbers as the language does", () => {
  expect(plain(number("ru", 12345))).toBe("12 345");
  expect(number("en", 12345)).toBe("12,345");
});

it("quotes within quotes", () => {
  expect(quote("ru", "Шу «Лесной»")).toBe("«Шу „Лесной“»");
  expect(quote("en", "Puer “Forest”")).toBe("“Puer ‘Forest’”");
});
