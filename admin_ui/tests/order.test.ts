import { describe, expect, it } from "vitest";
import type { PluginList, PluginRow } from "../src/api/types";
import { hasMore, instanceWord, lookOf, type Switching } from "../src/plugins/looks";
import { fullName } from "../src/plugins/nameOf";
import { kindCounts, matches, needsPerson, ordered } from "../src/plugins/order";

const plugin = (name: string, fields: Partial<PluginRow> = {}): PluginRow => ({
  name,
  title: name,
  description: "",
  version: "1.0",
  distribution: `besedka-${name}`,
  author: "Besedka",
  bundled: true,
  kinds: ["channel"],
  enabled: true,
  locked: null,
  state: "active",
  trouble: null,
  instances: { total: 0, running: 0 },
  retry_at: null,
  ...fields,
});
const trouble = { summary: "no library", detail: "", steps: [], trace: null };
const calm: Switching = { to: null, silence: "short", refused: null };

describe("the order of plugins", () => {
  const rows = [
    plugin("b"),
    plugin("stars", { kinds: ["rating"] }),
    plugin("key", { state: "needs_auth" }),
    plugin("a"),
    plugin("bad", { state: "broken" }),
    plugin("again", { state: "retrying" }),
    plugin("part", { trouble }),
  ];

  it("begins with what needs a person, the worst first; then kind and name", () => {
    expect(ordered(rows)).toEqual({ attention: ["bad", "key", "part"], rest: ["a", "again", "b", "stars"] });
  });

  it("stays while the page is open: what is repaired or breaks does not move, what is new comes last", () => {
    const before = ordered(rows);
    const later = [...rows.filter(({ name }) => name !== "b"), plugin("0")].map((row) =>
      row.name === "bad" ? plugin("bad") : row.name === "a" ? plugin("a", { state: "failed" }) : row,
    );
    expect(ordered(later, before)).toEqual({ attention: ["bad", "key", "part"], rest: ["a", "again", "stars", "0"] });
  });

  it("counts kinds, a plugin of none among the others, and finds by words, state and kind", () => {
    const list: PluginList = { items: [...rows, plugin("none", { kinds: [] })], new: [], safe_mode: false, revision: 1 };
    expect(kindCounts(list)).toEqual([
      ["channel", 6],
      ["rating", 1],
      ["other", 1],
    ]);
    const found = (filters: Parameters<typeof matches>[1]) =>
      list.items.filter((row) => matches(row, filters)).map(({ name }) => name);
    expect(found({ kind: "rating" })).toEqual(["stars"]);
    expect(found({ find: " STAR " })).toEqual(["stars"]);
    expect(found({ state: "attention", kind: "channel" })).toEqual(["key", "bad", "part"]);
    expect(found({ state: "off" })).toEqual([]);
    expect(found({ kind: "nonsense", state: "nonsense" })).toHaveLength(8);
  });
});

describe("a state", () => {
  it("is partly running where an active plugin has trouble", () => {
    expect(needsPerson(plugin("x", { trouble }))).toBe(true);
    expect(lookOf(plugin("x", { trouble }), calm).words).toBe("partly");
    expect(needsPerson(plugin("x", { state: "retrying", trouble }))).toBe(false);
  });

  it("tells a refusal before anything else, and silence after two and ten seconds", () => {
    const off = plugin("x", { state: "disabled", enabled: false });
    expect(lookOf(off, { ...calm, refused: { to: true, why: "no key" } }).words).toBe("not_on");
    expect(lookOf(off, { ...calm, to: true }).words).toBe("disabled");
    expect(lookOf(off, { ...calm, to: true, silence: "ring" }).words).toBe("starting");
    expect(lookOf(off, { ...calm, to: true, silence: "long" }).words).toBe("slow");
  });

  it("opens only if there is more to say", () => {
    expect(hasMore(plugin("x"))).toBe(false);
    expect(hasMore(plugin("x", { trouble }))).toBe(false);
    expect(hasMore(plugin("x", { trouble: { ...trouble, trace: "Traceback" } }))).toBe(true);
  });

  it("names instances by what they are", () => {
    expect(instanceWord(plugin("webchat"))).toBe("placements");
    expect(instanceWord(plugin("telegram"))).toBe("connections");
    expect(instanceWord(plugin("answer_time", { kinds: ["sla"] }))).toBe("policies");
    const both = plugin("both", { kinds: ["distribution", "rating"] });
    expect(instanceWord(both)).toBe("variants");
    expect(instanceWord(both, [{ kind: "rating" }, { kind: "rating" }])).toBe("flows");
    expect(instanceWord(both, [{ kind: "rating" }, { kind: "distribution" }])).toBe("variants");
  });
});

it("names an instance by what it is an instance of, after a name of its own", () => {
  const oldest = { provider: "oldest_on_request", title: "Oldest on request" };
  for (const given of ["", "default", "oldest_on_request", "Oldest on request"])
    expect(fullName(given, oldest)).toBe("Oldest on request");
  expect(fullName("Nights", oldest)).toBe("Nights · Oldest on request");
});
