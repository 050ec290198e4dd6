import { describe, expect, it } from "vitest";
import { fitting, mentionsIn, partsOf, queryAt, withName } from "../src/conversation/mentions";

const team = [
  { id: 1, name: "Anna" },
  { id: 2, name: "Anna Ivanova" },
  { id: 3, name: "Иван Петров" },
];

describe("what is typed after @", () => {
  it("is a query up to the caret, at the beginning or after a space", () => {
    expect(queryAt("@", 1)).toBe("");
    expect(queryAt("see @An please", 7)).toBe("An");
    expect(queryAt("see @Anna Iv", 12)).toBe("Anna Iv");
    expect(queryAt("(@Ив", 4)).toBe("Ив");
  });

  it("is none in an address, or once the text has gone on", () => {
    expect(queryAt("anna@shop", 9)).toBeNull();
    expect(queryAt("@Anna look at this", 18)).toBeNull();
    expect(queryAt("no one", 6)).toBeNull();
  });

  it("fits any word of a name, whatever its case", () => {
    expect(fitting("ан", team)).toEqual([]);
    expect(fitting("AN", team).map(({ id }) => id)).toEqual([1, 2]);
    expect(fitting("пет", team).map(({ id }) => id)).toEqual([3]);
  });

  it("is replaced by the name, and the text after it stays", () => {
    expect(withName("see @An please", 7, "An", "Anna")).toEqual({ text: "see @Anna please", caret: 10 });
    expect(withName("@", 1, "", "Anna")).toEqual({ text: "@Anna ", caret: 6 });
  });
});

describe("names in a note", () => {
  it("are found once each, the longer of two", () => {
    expect(mentionsIn("@Anna Ivanova and @Иван Петров, @Иван Петров", team)).toEqual([2, 3]);
    expect(mentionsIn("@Anna, look", team)).toEqual([1]);
  });

  it("are whole words after a space", () => {
    expect(mentionsIn("@Annabel x@Anna", team)).toEqual([]);
  });

  it("cut the text, and nothing is lost", () => {
    const text = "to @Anna: @nobody";
    const parts = partsOf(text, team);
    expect(parts.map(({ text: part }) => part).join("")).toBe(text);
    expect(parts.filter(({ id }) => id !== undefined)).toEqual([{ text: "@Anna", id: 1 }]);
  });
});
