// What the build shortens is nobody else's: else the built widget would speak another language than all around it.
import { expect, test } from "vitest";
import browser from "../../node_modules/typescript/lib/lib.dom.d.ts?raw";
import language from "../../node_modules/typescript/lib/lib.es5.d.ts?raw";
import { FIELDS, ROLES, shortened } from "../shortening";
import server from "./schema.d.ts?raw";

const code = import.meta.glob<string>(["./*.{ts,tsx}", "./{texts,views}/*.{ts,tsx}", "!./*.test.ts", "!./schema.d.ts"], {
  query: "?raw",
  import: "default",
  eager: true,
});

/** Those of the names that a text declares as fields or methods. */
function declared(names: string[], text: string): string[] {
  return names.filter((name) => new RegExp(`^\\s*(readonly )?${name}\\??\\s*[:(]`, "m").test(text));
}

function interfaces(...files: string[]): string {
  return files.flatMap((file) => code[file]?.match(/^(export )?interface [^]*?\n}/gm) ?? []).join("\n");
}

test("WG-9: what the browser, the server or the loader calls by its name keeps it", () => {
  expect(declared(FIELDS, browser + language)).toEqual([]);
  expect(declared(FIELDS, server)).toEqual([]);
  expect(declared(FIELDS, interfaces("./loader.ts", "./boxes.ts", "./main.ts", "./client.ts", "./calls.ts", "./introduction.ts", "./news.ts"))).toEqual([]);
  const loader = `${code["./loader.ts"]} ${code["./boxes.ts"]}`.replace(/\/\/.*|\/\*[^]*?\*\//g, ""); // comments are words, no names
  expect(FIELDS.filter((name) => new RegExp(`\\b${name}\\b`).test(loader))).toEqual([]);
});

test("WG-9: what is stored keeps its names", () => {
  const stored = interfaces("./state.ts", "./chatlog.ts", "./outbox.ts", "./asked.ts", "./memory.ts");
  expect(stored).toContain("readByOperator");
  expect(declared(FIELDS, stored)).toEqual([]);
});

test("WG-9: what one chunk takes from another keeps its name", () => {
  const all = Object.values(code).join("\n");
  const exported = [...all.matchAll(/^export (?:async )?(?:const|let|class|function) (\w+)/gm)].map((match) => match[1]);
  expect(FIELDS.filter((name) => exported.some((other) => other === name))).toEqual([]);
});

test("WG-9: every short name belongs to one long one, which is there", () => {
  const all = Object.values(code).join("\n");
  expect(FIELDS.filter((name) => !new RegExp(`\\b${name}\\b`).test(all))).toEqual([]);
  for (const names of [FIELDS, ROLES]) expect(new Set(shortened(names).values()).size).toBe(names.length);
});
