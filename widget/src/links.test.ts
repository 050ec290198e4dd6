import { describe, expect, it } from "vitest";
import { isEmoji, withLinks } from "./links";

function links(text: string): string[] {
  return withLinks(text).flatMap((piece) => piece.href ?? []);
}

describe("links", () => {
  it("are http and https only", () => {
    expect(links("см. https://a.example/b?c=1&d=2#e и http://b.example")).toEqual(["https://a.example/b?c=1&d=2#e", "http://b.example"]);
    expect(links("javascript:alert(1) data:text/html,x ftp://c.example //d.example")).toEqual([]);
  });

  it("leave the punctuation of the sentence outside", () => {
    expect(links("Вот: https://a.example/x.")).toEqual(["https://a.example/x"]);
    expect(links("(https://a.example/x)!")).toEqual(["https://a.example/x"]);
    expect(links("«https://a.example/x»")).toEqual(["https://a.example/x"]);
    expect(links("https://a.example/wiki/Tea_(drink)")).toEqual(["https://a.example/wiki/Tea_(drink)"]);
  });

  it("lose nothing of the text", () => {
    for (const text of ["", "просто", "https://a.example", "а https://a.example, б https://b.example!", "<b>https://a.example</b>"]) {
      expect(withLinks(text).map((piece) => piece.text).join("")).toBe(text);
    }
  });
});

describe("emoji", () => {
  it("are large alone, up to three", () => {
    for (const text of ["😊", "👍🏽", "👩‍💻", "❤️", "🍵 🍰", "🎉🎉🎉"]) expect(isEmoji(text)).toBe(true);
    for (const text of ["", "да 😊", "🎉🎉🎉🎉", "1", "©right"]) expect(isEmoji(text)).toBe(false);
  });
});
