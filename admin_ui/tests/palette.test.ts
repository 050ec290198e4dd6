import { expect, it } from "vitest";
import { pieces } from "../src/search/match";
import { excerpt, hitsIn } from "../src/palette/hits";

const entry = (id: string, title: string, about = "") => ({ id, title, about });

it("puts what begins so before what has it inside", () => {
  const entries = [
    entry("a", "Сюда перейти"),
    entry("b", "Суперпередача"),
    entry("c", "Перейти"),
    entry("d", "Роман", "перенесите"),
  ];
  expect(hitsIn(entries, "пере", 9).map(({ entry: { id } }) => id)).toEqual(["c", "a", "b", "d"]);
  expect(hitsIn(entries, "", 2).map(({ entry: { id } }) => id)).toEqual(["a", "b"]);
});

it("shows the part of a long text that fits", () => {
  const text = "Спасибо за ответ, но мне удобнее иначе: или тогда перенесите на вечер";
  const from = text.indexOf("пере");
  const cut = excerpt(text, [[from, from + 4]]);
  expect(cut.text).toMatch(/^….*перенесите на вечер$/);
  expect(pieces(cut.text, cut.spans).find(({ marked }) => marked)?.text).toBe("пере");
});
