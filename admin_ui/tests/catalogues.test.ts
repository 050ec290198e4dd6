import { describe, expect, it } from "vitest";
import en from "../src/texts/en.json";
import ru from "../src/texts/ru.json";

type Tree = { [key: string]: string | Tree };

const flat = (tree: Tree, path = ""): Map<string, string> =>
  new Map(
    Object.entries(tree).flatMap(([key, value]) => {
      const name = path ? `${path}.${key}` : key;
      return typeof value === "string" ? [[name, value] as const] : [...flat(value, name)];
    }),
  );

const plural = /_(ordinal_)?(zero|one|two|few|many|other)$/;
const base = (key: string) => key.replace(plural, "");
const blanks = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}|<(\w+)>/g)].map(([all]) => all).sort();

const catalogues = { en: flat(en), ru: flat(ru) };
const names = (language: "en" | "ru") => [...new Set([...catalogues[language].keys()].map(base))].sort();

it("has the same keys in both languages", () => {
  expect(names("ru")).toEqual(names("en"));
});

it("has no empty words", () => {
  for (const words of Object.values(catalogues))
    expect([...words].filter(([, text]) => text.trim() === "")).toEqual([]);
});

it("fills the same blanks in both languages", () => {
  for (const [key, text] of catalogues.en) {
    const other =
      catalogues.ru.get(key) ??
      catalogues.ru.get(`${base(key)}_other`) ??
      catalogues.ru.get(`${base(key)}_ordinal_other`);
    expect([key, blanks(other ?? "")]).toEqual([key, blanks(text)]);
  }
});

describe.each(["en", "ru"] as const)("plurals in %s", (language) => {
  const forms = (ordinal: boolean) =>
    new Intl.PluralRules(language, { type: ordinal ? "ordinal" : "cardinal" }).resolvedOptions().pluralCategories;

  it("have every form that the language has", () => {
    const keys = catalogues[language];
    for (const key of keys.keys()) {
      const found = plural.exec(key);
      if (!found) continue;
      const ordinal = found[1] ?? "";
      for (const form of forms(ordinal !== ""))
        expect(keys.has(`${base(key)}_${ordinal}${form}`), `${key}: ${form}`).toBe(true);
    }
  });
});

it("writes «ёлочки» in Russian", () => {
  for (const [key, text] of catalogues.ru) expect([key, /["“]/.test(text)]).toEqual([key, false]);
});

it("uses every word", () => {
  const files = import.meta.glob<string>("../src/**/*.{ts,tsx}", { query: "?raw", import: "default", eager: true });
  const code = Object.values(files).join("\n");
  const built = [...code.matchAll(/`((?:[\w.]+\.))\$\{/g)].map(([, start]) => start!);
  const unused = names("en").filter(
    (key) => !code.includes(`"${key}"`) && !built.some((start) => key.startsWith(start)),
  );
  expect(unused).toEqual([]);
});
