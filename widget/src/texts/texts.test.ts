import { describe, expect, it } from "vitest";
import { texts as en } from "./en";
import { chosenLanguage, daysAgo, speak, speech } from "./index";
import { texts as ru } from "./ru";

/** The names of a catalogue, inner ones too. */
function names(texts: object, prefix = ""): string[] {
  return Object.entries(texts).flatMap(([name, value]) =>
    typeof value === "object" && name !== "newMessages" ? names(value, `${prefix}${name}.`) : `${prefix}${name}:${typeof value}`,
  );
}

describe("catalogues", () => {
  it("have the same names", () => {
    expect(names(ru)).toEqual(names(en));
  });

  it("say every plural form of their language", () => {
    expect(Object.keys(en.newMessages).sort()).toEqual(["one", "other"]);
    expect(Object.keys(ru.newMessages).sort()).toEqual(["few", "many", "one", "other"]);
  });

  it("use the quotation marks of their language", () => {
    expect(ru.chatWith("Чайная лавка")).toBe("Чат «Чайная лавка»");
    expect(JSON.stringify(Object.values(ru))).not.toMatch(/[“”„]|\\"/);
  });
});

describe("speech", () => {
  const russian = speak("ru", ru, "ru-RU");
  const american = speak("en", en, "en-US");
  const now = new Date(2026, 10, 25, 15, 0);
  const moment = (day: number, hour = 14, year = 2026) => new Date(year, 10, day, hour, 3).toISOString();

  it("tells the time as its readers do", () => {
    expect(russian.time(moment(25))).toBe("14:03");
    expect(russian.time(moment(25, 2))).toBe("02:03"); // as the operators' console writes it
    expect(american.time(moment(25))).toMatch(/^2:03\sPM$/);
    expect(speak("en", en, "en-GB").time(moment(25))).toBe("14:03");
  });

  it("does without a locale that nobody knows", async () => {
    expect((await speech("en", ["en-US@posix", "en-GB"])).time(moment(25))).toBe("14:03");
  });

  it("names days", () => {
    expect([russian.day(moment(25), now), russian.day(moment(24), now), russian.day(moment(12), now)]).toEqual(["сегодня", "вчера", "12 ноября"]);
    expect([american.day(moment(25), now), american.day(moment(24), now), american.day(moment(12), now)]).toEqual(["today", "yesterday", "November 12"]);
    expect(american.day(moment(12, 14, 2025), now)).toBe("November 12, 2025");
  });

  it("counts days by the calendar", () => {
    expect(daysAgo(moment(24, 23), new Date(2026, 10, 25, 0, 1))).toBe(1);
    expect(daysAgo(moment(26), now)).toBe(0);
  });

  it("counts and lists", () => {
    expect([1, 2, 5, 21].map((number) => russian.count(number, ru.newMessages))).toEqual([
      "1 новое сообщение",
      "2 новых сообщения",
      "5 новых сообщений",
      "21 новое сообщение",
    ]);
    expect(american.count(1, en.newMessages)).toBe("1 new message");
    expect(russian.list(["Света", "Илья", "Марина"])).toBe("Света, Илья и Марина");
  });

  it("tells sizes in the unit that fits", () => {
    const sizes = [0, 31.4, 999, 1000, 1536, 40_000, 1_500_000];
    const plain = (text: string) => text.replace("\u00a0", " ");
    expect(sizes.map((size) => plain(american.size(size)))).toEqual(["0 B", "31 B", "999 B", "1 kB", "1.5 kB", "39 kB", "1.4 MB"]);
    expect(sizes.map((size) => plain(russian.size(size)))).toEqual(["0 Б", "31 Б", "999 Б", "1 кБ", "1,5 кБ", "39 кБ", "1,4 МБ"]);
  });
});

describe("the language", () => {
  const config = { placement: "default", company: "", greeting: "", operators: [], online: false };

  it("is the visitor's, else the page's, else the placement's, else the browser's", () => {
    const russian = { ...config, language: "ru" } as const;
    expect(chosenLanguage({ language: "ru", pageLanguage: "en", config: russian }, "en")).toBe("ru");
    expect(chosenLanguage({ language: null, pageLanguage: "en-GB", config: russian }, "ru")).toBe("en");
    expect(chosenLanguage({ language: null, pageLanguage: "ru-RU", config: null }, "en")).toBe("ru");
    expect(chosenLanguage({ language: "en", config: { ...config, language: "ru" } }, "ru")).toBe("en");
    expect(chosenLanguage({ language: null, config: { ...config, language: "ru" } }, "en")).toBe("ru");
    expect(chosenLanguage({ language: null, config: null }, "ru-RU")).toBe("ru");
    expect(chosenLanguage({ language: null, config: null }, "de")).toBe("en");
  });
});
