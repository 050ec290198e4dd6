import { describe, expect, it } from "vitest";
import { fieldsOf, initialOf, type Schema } from "../src/forms/fields";
import { flawsOf } from "../src/forms/problems";
import { changedNames, withValue } from "../src/forms/values";

/** As msgspec writes it. */
const schema: Schema = {
  $ref: "#/$defs/Settings",
  $defs: {
    Settings: {
      title: "Settings",
      type: "object",
      required: ["token", "name"],
      properties: {
        token: { type: "string", format: "secret", title: "Token" },
        spare: { anyOf: [{ type: "string", format: "secret" }, { type: "null" }], default: null },
        name: { type: "string", title: "Name", minLength: 2, maxLength: 8, pattern: "^[a-z]+$" },
        limit: { type: "integer", title: "Limit", minimum: 1, maximum: 20, default: 20, unit: "MB" },
        share: { anyOf: [{ type: "number", exclusiveMinimum: 0 }, { type: "null" }], default: null },
        style: { enum: ["numbers", "stars"], default: "stars", labels: { stars: "Stars" } },
        mode: { anyOf: [{ const: "a" }, { const: "b" }, { type: "null" }], default: null },
        on: { type: "boolean", default: true },
        sites: { type: "array", items: { type: "string", minLength: 1 }, maxItems: 2, default: [] },
        rows: { type: "array", items: { $ref: "#/$defs/Line" }, default: [] },
        inner: { $ref: "#/$defs/Line", title: "Inner" },
        free: { anyOf: [{ $ref: "#/$defs/Line" }, { type: "null" }], default: null },
        strange: { type: "object", additionalProperties: { type: "string" } } as Schema,
      },
    },
    Line: { title: "Line", type: "object", required: ["word"], properties: { word: { type: "string" } } },
  },
};
const fields = fieldsOf(schema);
const field = (name: string) => fields.find((one) => one.name === name);
const good = {
  name: "besedka",
  limit: 20,
  share: null,
  style: "stars",
  mode: null,
  on: true,
  sites: ["a"],
  rows: [{ word: "x" }],
  inner: { word: "y" },
  free: null,
};
const saved = new Set(["token"]);
const flaws = (values: Record<string, unknown>) => Object.fromEntries(flawsOf(fields, { ...good, ...values }, saved));

describe("fields", () => {
  it("come from the schema, in its order, without what the form cannot show", () => {
    expect(fields.map(({ name, kind }) => `${name} ${kind}`)).toEqual([
      "token secret",
      "spare secret",
      "name text",
      "limit number",
      "share number",
      "style choice",
      "mode choice",
      "on switch",
      "sites list",
      "rows list",
      "inner group",
      "free group",
    ]);
  });

  it("keep their words, units, limits and choices", () => {
    expect(field("limit")).toMatchObject({ title: "Limit", unit: "MB", least: 1, most: 20, whole: true, initial: 20 });
    expect(field("share")).toMatchObject({ nullable: true, whole: false, title: "share" });
    expect(field("style")).toMatchObject({
      options: [
        { value: "numbers", label: "numbers" },
        { value: "stars", label: "Stars" },
      ],
    });
    expect(field("mode")).toMatchObject({ nullable: true, options: [{ value: "a" }, { value: "b" }] });
    expect(field("inner")).toMatchObject({ title: "Inner", fields: [{ name: "word", required: true }] });
  });

  it("begin with their defaults; a secret with nothing", () => {
    expect(initialOf(fields)).toMatchObject({ limit: 20, style: "stars", on: true, sites: [], inner: { word: "" } });
    expect("token" in initialOf(fields)).toBe(false);
  });
});

describe("flaws", () => {
  it("are none where all is well", () => expect(flaws({})).toEqual({}));

  it.each([
    [{ name: "" }, { name: { key: "empty" } }],
    [{ name: "a" }, { name: { key: "short", count: 2 } }],
    [{ name: "abcdefghi" }, { name: { key: "long", count: 8 } }],
    [{ name: "ABC" }, { name: { key: "pattern" } }],
    [{ limit: 50 }, { limit: { key: "range", least: 1, most: 20 } }],
    [{ limit: 1.5 }, { limit: { key: "whole" } }],
    [{ limit: "x" }, { limit: { key: "number" } }],
    [{ limit: "" }, { limit: { key: "empty" } }],
    [{ sites: ["a", ""] }, { "sites.1": { key: "empty" } }],
    [{ sites: ["a", "b", "c"] }, { sites: { key: "many", count: 2 } }],
    [{ rows: [{ word: "x" }, { word: "" }] }, { "rows.1.word": { key: "empty" } }],
    [{ inner: { word: "" } }, { "inner.word": { key: "empty" } }],
    [{ token: "" }, { token: { key: "empty" } }],
    [{ token: null }, { token: { key: "empty" } }],
    [{ spare: "" }, { spare: { key: "empty" } }],
    [{ spare: null }, {}],
    [{ spare: "s" }, {}],
  ])("%j: %j", (values, expected) => expect(flaws(values)).toEqual(expected));

  it("include a secret that nobody has given yet", () => {
    expect([...flawsOf(fields, good, new Set()).keys()]).toEqual(["token"]);
    expect(flawsOf(fields, { ...good, token: "t" }, new Set()).size).toBe(0);
  });
});

describe("a number", () => {
  const flaw = (limits: Schema, value: number) =>
    flawsOf(fieldsOf({ type: "object", properties: { n: { type: "number", ...limits } } }), { n: value }, saved).get("n");

  it.each<[Schema, number[], number[], object]>([
    [{ exclusiveMinimum: 0 }, [0.1], [0, -1], { key: "above", least: 0 }],
    [{ exclusiveMaximum: 1 }, [0.9], [1, 2], { key: "below", most: 1 }],
    [{ exclusiveMinimum: 0, maximum: 1 }, [1], [0], { key: "above", least: 0 }],
    [{ exclusiveMinimum: 0, maximum: 1 }, [0.5], [2], { key: "most", most: 1 }],
    [{ type: "integer", exclusiveMinimum: 0.5 }, [1], [0], { key: "least", least: 1 }],
    [{ type: "integer", exclusiveMinimum: 0, exclusiveMaximum: 9 }, [1, 8], [0, 9], { key: "range", least: 1, most: 8 }],
    [{ multipleOf: 0.1 }, [0.3, 0, -1.1], [0.25], { key: "multiple", of: 0.1 }],
    [{ type: "integer", minimum: 1, multipleOf: 5 }, [5, 100], [7], { key: "multiple", of: 5 }],
  ])("within %j: %j, not %j", (limits, good, bad, expected) => {
    for (const value of good) expect(flaw(limits, value)).toBeUndefined();
    for (const value of bad) expect(flaw(limits, value)).toEqual(expected);
  });
});

describe("values", () => {
  it("change deep inside, or go away", () => {
    expect(withValue({ rows: [{ word: "a" }, { word: "b" }] }, "rows.1.word", "c")).toEqual({
      rows: [{ word: "a" }, { word: "c" }],
    });
    expect(withValue({ token: "t", name: "n" }, "token", undefined)).toEqual({ name: "n" });
  });

  it("differ by what they hold, not by the order of keys", () => {
    expect(changedNames({ a: { x: 1, y: 2 }, b: [1, 2] }, { a: { y: 2, x: 1 }, b: [2, 1], c: 1 })).toEqual(["b", "c"]);
  });
});
