import { expect, it } from "vitest";
import type { Colleague } from "../src/api/types";
import { candidates, warningOf } from "../src/conversation/transfer";
import { isUnseen } from "../src/conversation/sight";
import { suggested } from "../src/panel/tags";
import { held, row } from "./fixtures";

const one = (id: number, name: string, fields: Partial<Colleague> = {}): Colleague => ({
  id,
  name,
  photo: null,
  state: "online",
  chats: 0,
  limit: 5,
  ...fields,
});

const anna = one(1, "Анна Ким", { chats: 3 });
const ivan = one(2, "Иван Петров", { chats: 1 });
const fyodor = one(3, "Фёдор Семёнов-Тян", { state: "offline" });

it("offers those who are here first, and the least busy of them, but never the holder", () => {
  expect(candidates([fyodor, anna, ivan], row(), "").map(({ id }) => id)).toEqual([2, 1, 3]);
  expect(candidates([fyodor, anna, ivan], held(), "").map(({ id }) => id)).toEqual([1, 3]);
});

it("finds by the beginnings of names, whatever the case and the dots", () => {
  expect(candidates([anna, ivan, fyodor], row(), "  федор ТЯН ")).toEqual([fyodor]);
  expect(candidates([anna, ivan, fyodor], row(), "нна")).toEqual([]);
});

it("warns of who is away or has enough", () => {
  expect(warningOf(ivan)).toBeNull();
  expect(warningOf(one(4, "A", { chats: 5 }))).toBe("full");
  expect(warningOf(fyodor)).toBe("offline");
});

it("holds an answer only for words that came since and were not seen", () => {
  expect(isUnseen(7, 5, 5)).toBe(true);
  expect(isUnseen(7, 5, 7)).toBe(false);
  expect(isUnseen(7, 7, 5)).toBe(false);
});

it("offers lately used tags, first those that begin so", () => {
  const lately = ["опт", "чай оптом", "возврат", "Мёд"];
  expect(suggested(lately, [], "ОП")).toEqual(["опт", "чай оптом"]);
  expect(suggested(lately, ["опт"], "")).toEqual(["чай оптом", "возврат", "Мёд"]);
  expect(suggested(lately, [], "мед")).toEqual(["Мёд"]);
  expect(suggested(lately, ["мёд"], "м")).toEqual(["чай оптом"]);
});
