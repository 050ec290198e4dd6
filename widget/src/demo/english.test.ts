import { describe, expect, it } from "vitest";
import page from "../../demo.html?raw";
import { english } from "./english";

describe("the sample shop", () => {
  it("says in English everything it says in Russian, and nothing else", () => {
    const names = [...page.matchAll(/data-t(?:-label)?="(\w+)"/g)].map((found) => found[1]);
    expect([...new Set(names)].sort()).toEqual(Object.keys(english).sort());
  });

  it("has nothing inline that a strict policy would refuse", () => {
    expect(page).not.toMatch(/<script(?![^>]*src=)|<style| style=| on\w+=/);
  });
});
