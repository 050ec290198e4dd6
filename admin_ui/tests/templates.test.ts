import { describe, expect, it } from "vitest";
import type { Template } from "../src/api/types";
import { match, pieces } from "../src/search/match";
import { beside, find, groupsOf, moveHeading, placesOf, rename, step } from "../src/templates/groups";
import { parsePasted } from "../src/templates/paste";

const template = (id: number, heading: string, text = `text ${id}`, title = ""): Template => ({
  id,
  level: "personal",
  heading,
  title,
  text,
});

describe("pasting many", () => {
  it("makes a heading of a line that others are put under", () => {
    expect(parsePasted("Оплата\n Картой\r\n Наличными\n\nДоставка завтра")).toEqual([
      { heading: "Оплата", text: "Картой" },
      { heading: "Оплата", text: "Наличными" },
      { heading: "", text: "Доставка завтра" },
    ]);
  });

  it("goes deeper, and back", () => {
    expect(parsePasted("a\n b\n  c\n d\ne\n\tf")).toEqual([
      { heading: "a / b", text: "c" },
      { heading: "a", text: "d" },
      { heading: "e", text: "f" },
    ]);
  });

  it("takes odd beginnings and nothing as they are", () => {
    expect(parsePasted("  first\nsecond")).toEqual([
      { heading: "", text: "first" },
      { heading: "", text: "second" },
    ]);
    expect(parsePasted(" \n\n")).toEqual([]);
  });
});

describe("order", () => {
  const groups = groupsOf([template(1, "A"), template(2, "B"), template(3, "A"), template(4, "")]);
  const order = (of: ReturnType<typeof groupsOf>) => placesOf(of).map(({ id, heading }) => `${id}${heading}`);

  it("keeps those of one heading together, those without one first", () => {
    expect(order(groups)).toEqual(["4", "1A", "3A", "2B"]);
  });

  it("steps within a heading, then to the next", () => {
    expect(order(step(groups, 1, 1))).toEqual(["4", "3A", "1A", "2B"]);
    expect(order(step(groups, 3, 1))).toEqual(["4", "1A", "3B", "2B"]);
    expect(order(step(groups, 1, -1))).toEqual(["4", "1", "3A", "2B"]);
    expect(order(step(groups, 2, 1))).toEqual(order(groups));
  });

  it("drops beside another, under its heading", () => {
    expect(order(beside(groups, 2, 1, true))).toEqual(["4", "1A", "2A", "3A"]);
    expect(order(beside(groups, 4, 2, false))).toEqual(["1A", "3A", "4B", "2B"]);
  });

  it("moves and renames headings", () => {
    expect(order(moveHeading(groups, "B", -1))).toEqual(["4", "2B", "1A", "3A"]);
    expect(order(moveHeading(groups, "A", -1))).toEqual(order(groups));
    expect(order(rename(groups, "A", "C"))).toEqual(["4", "1C", "3C", "2B"]);
  });
});

describe("finding", () => {
  const all = [
    template(1, "Доставка", "Привезём завтра", "Сроки"),
    template(2, "", "Завтра всё будет ещё дешевле"),
    template(3, "Оплата", "Картой или наличными"),
  ];
  const ids = (sought: string) => find(all, sought).map((found) => found.template.id);

  it("asks for all words, in titles, texts and headings", () => {
    expect(ids("завтра")).toEqual([2, 1]);
    expect(ids("достав завт")).toEqual([1]);
    expect(ids("ЕЩЕ")).toEqual([2]);
    expect(ids("карт завтра")).toEqual([]);
    expect(ids(" ")).toEqual([1, 2, 3]);
  });

  it("marks what was found", () => {
    const [spans] = match(["Перенос доставки"], "дос пере")!;
    expect(pieces("Перенос доставки", spans!)).toEqual([
      { text: "Пере", marked: true },
      { text: "нос ", marked: false },
      { text: "дос", marked: true },
      { text: "тавки", marked: false },
    ]);
  });

  it("keeps places true where small letters are longer", () => {
    const [spans] = match(["İstanbul çay"], "çay")!;
    expect(pieces("İstanbul çay", spans!).at(-1)).toEqual({ text: "çay", marked: true });
  });
});
