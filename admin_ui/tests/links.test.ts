import { describe, expect, it } from "vitest";
import { piecesOf } from "../src/conversation/links";
import { bareAddress, campaignOf, isWebAddress, siteOf } from "../src/panel/address";

describe("links in a message", () => {
  it("end before the sentence does", () => {
    expect(piecesOf("See https://shop.example/a?b=1, please.")).toEqual([
      { text: "See " },
      { text: "https://shop.example/a?b=1", href: "https://shop.example/a?b=1" },
      { text: ", please." },
    ]);
  });

  it("are web addresses only", () => {
    expect(piecesOf("javascript:alert(1)")).toEqual([{ text: "javascript:alert(1)" }]);
    expect(isWebAddress("javascript:alert(1)")).toBe(false);
  });
});

describe("addresses", () => {
  it("are read without what machines need", () => {
    expect(bareAddress("https://www.shop.example/tea/?utm_source=x#top")).toBe("shop.example/tea");
    expect(bareAddress("https://shop.example/%D1%87%D0%B0%D0%B9")).toBe("shop.example/чай");
    expect(bareAddress("https://shop.example/%E0%A4%A")).toBe("shop.example/%E0%A4%A");
    expect(siteOf("https://www.google.com/search?q=tea")).toBe("google.com");
  });

  it("show the campaign in the order of thought", () => {
    expect(campaignOf({ utm_term: "tea", utm_source: "ads", other: "1" }).map(({ name }) => name)).toEqual([
      "utm_source",
      "utm_term",
      "other",
    ]);
  });
});
