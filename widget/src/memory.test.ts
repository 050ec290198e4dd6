import { afterEach, describe, expect, it, vi } from "vitest";
import { newest } from "./chatlog";
import { Memory } from "./memory";
import { reduce } from "./reduce";
import { at, connected, message, visitor } from "./testing/samples";

afterEach(() => {
  vi.unstubAllGlobals();
});

function stubStorage(): Map<string, string> {
  const items = new Map<string, string>();
  vi.stubGlobal("localStorage", { getItem: (key: string) => items.get(key) ?? null, setItem: (key: string, text: string) => items.set(key, text) });
  return items;
}

describe("memory", () => {
  it("changes what it is told to and keeps what another tab wrote", () => {
    const items = stubStorage();
    const memory = new Memory("k");
    memory.write(() => ({ token: "t" }));
    items.set("k", JSON.stringify({ token: "t", draft: "из другой вкладки" }));
    memory.write(() => ({ theme: "dark" }));
    expect(new Memory("k").read()).toEqual({ token: "t", draft: "из другой вкладки", theme: "dark" });
  });

  it("lasts as long as the page where the storage is refused", () => {
    vi.stubGlobal("localStorage", undefined);
    const memory = new Memory("k");
    memory.write(() => ({ token: "t" }));
    memory.write(() => ({ draft: "д" }));
    expect(memory.read()).toEqual({ token: "t", draft: "д" });
  });

  it("survives a spoilt entry", () => {
    stubStorage().set("k", "{");
    expect(new Memory("k").read()).toEqual({});
  });
});

describe("what is kept of the conversations", () => {
  const welcome = (chat: number) => ({ type: "welcome", chat, last: 0, epoch: "e", now: at(0) }) as const;

  it("is the newest events, and the current conversation even when it is empty", () => {
    const events = [1, 2, 3].map((seq) => message(seq, visitor, String(seq)));
    const state = [welcome(1), ...events, welcome(2)].reduce(reduce, connected());
    const kept = newest(state.chats, 2);
    expect(kept.map((log) => [log.id, log.events.map((event) => event.seq)])).toEqual([[1, [2, 3]], [2, []]]);
    expect(kept[0]?.older).toBe(2);
    expect(newest(state.chats, 0).map((log) => log.id)).toEqual([2]);
  });
});
