import { describe, expect, it } from "vitest";
import { layOut, type Block, type Group } from "./blocks";
import type { Written } from "./outbox";
import { reduce, type Action } from "./reduce";
import type { State } from "./state";
import { ask, at, closed, connected, message, operator, rated, reopened, stars, system, taken, visitor } from "./testing/samples";

const start: Action[] = [{ type: "welcome", chat: 1, last: 0, epoch: "e", now: new Date().toISOString() }];

function state(...actions: Action[]): State {
  return [...start, ...actions].reduce(reduce, connected());
}

function shape(blocks: Block[]): string[] {
  return blocks.map((block) => {
    if (block.type !== "group") return block.type;
    return `${block.author?.name ?? (block.author ? block.author.type : "me")}: ${block.bubbles.map((bubble) => bubble.text).join(", ")}`;
  });
}

function groups(blocks: Block[]): Group[] {
  return blocks.filter((block): block is Group => block.type === "group");
}

function writing(...items: Partial<Written>[]): Action {
  const outbox = items.map((item, index) => ({ id: String(index), text: `текст ${index}`, at: at(10, index), ...item }));
  return { type: "set", values: { outbox } };
}

const now = Date.parse(at(10, 5));

describe("groups", () => {
  it("break at another author, at a pause of five minutes and at lines", () => {
    const blocks = layOut(
      state(
        message(1, visitor, "раз", { at: at(0) }),
        message(2, visitor, "два", { at: at(1) }),
        taken(3, { at: at(1) }),
        message(4, operator, "три", { at: at(2) }),
        message(5, operator, "четыре", { at: at(6, 59) }),
        message(6, operator, "пять", { at: at(12) }),
        message(7, { ...operator, id: 2, name: "Илья" }, "шесть", { at: at(12) }),
      ),
      now,
    );
    expect(shape(blocks)).toEqual(["day", "me: раз, два", "joined", "Света: три, четыре", "Света: пять", "Илья: шесть"]);
  });

  it("keep what was sent automatically apart from what an operator wrote", () => {
    const blocks = layOut(state(message(1, operator, "раз"), message(2, system, "два"), message(3, system, "три")), now);
    expect(shape(blocks)).toEqual(["day", "Света: раз", "system: два, три"]);
  });

  it("break at midnight, with the new day between", () => {
    const late = new Date(2026, 10, 25, 23, 59).toISOString();
    const early = new Date(2026, 10, 26, 0, 1).toISOString();
    const blocks = layOut(state(message(1, visitor, "раз", { at: late }), message(2, visitor, "два", { at: early })), now);
    expect(shape(blocks)).toEqual(["day", "me: раз", "day", "me: два"]);
  });
});

describe("a message that is not acknowledged yet", () => {
  it.each([
    { type: "older" as const, chat: 1, page: { items: [message(1, visitor, "раз", { id: "a" })], next: null, earlier: null } },
    { type: "missed" as const, chat: 1, items: [message(1, visitor, "раз", { id: "a" })] },
  ])("stands once when a page of events tells of it first ($type)", (page) => {
    const blocks = layOut(state(writing({ id: "a", text: "раз" }, { id: "b", text: "два" }), page), now);
    const bubbles = groups(blocks).flatMap((group) => group.bubbles);
    expect(bubbles.map((bubble) => bubble.key)).toEqual(["a", "b"]);
  });
});

describe("delivery", () => {
  it("is told for the last bubble of a group", () => {
    const talk = state(message(1, visitor, "раз", { at: at(0) }), message(2, visitor, "два", { at: at(1) }));
    expect(groups(layOut(talk, now))[0]?.delivery).toBe("stored");
    const read = reduce(talk, { type: "read", chat: 1, by: "operator", seq: 2 });
    expect(groups(layOut(read, now))[0]?.delivery).toBe("read");
  });

  it("joins a fresh message to the stored ones and sets a late one apart", () => {
    const talk = state(message(1, visitor, "раз", { at: at(10) }), writing({ at: at(10, 5) }));
    expect(shape(layOut(talk, now))).toEqual(["day", "me: раз, текст 0"]);
    const late = groups(layOut(talk, now + 1000));
    expect(late.map((group) => group.delivery)).toEqual(["stored", "late"]);
  });

  it("gives each refused message a group of its own", () => {
    const failure = { code: "chat_closed", detail: "…" };
    const blocks = groups(layOut(state(writing({ failure }, { failure }, {})), now));
    expect(blocks.map((group) => [group.delivery, group.failure?.id])).toEqual([["failed", "0"], ["failed", "1"], ["late", undefined]]);
  });
});

describe("a refused message", () => {
  const failure = { code: "chat_closed", detail: "…" };
  const talk = [message(1, visitor, "раз", { at: at(0) }), message(2, operator, "два", { at: at(20) })];

  it("stays where it was written, and what is on its way stands last", () => {
    const blocks = layOut(state(...talk, writing({ failure }, { at: at(11) })), now);
    expect(shape(blocks)).toEqual(["day", "me: раз", "me: текст 0", "Света: два", "me: текст 1"]);
  });

  it("stands below all that is older, in its order", () => {
    const blocks = layOut(state(...talk, writing({ failure }, { failure, at: at(21) }, { at: at(22) })), now);
    expect(shape(blocks)).toEqual(["day", "me: раз", "me: текст 0", "Света: два", "me: текст 1", "me: текст 2"]);
  });
});

describe("endings", () => {
  const done = state(message(1, visitor, "спасибо"), closed(2));

  it("are left to the foot while the conversation is the one spoken of", () => {
    expect(shape(layOut(done, now))).toEqual(["day", "me: спасибо"]);
  });

  it("are lines while the foot asks for a rating", () => {
    expect(shape(layOut(reduce(done, ask([stars])), now))).toEqual(["day", "me: спасибо", "ended"]);
  });

  it("are lines when a new conversation goes on below", () => {
    const anew = [
      { type: "set", values: { left: "1:2" } } as const,
      { type: "welcome", chat: 2, last: 0, epoch: "e", now: at(9) } as const,
      message(1, visitor, "снова", { chat: 2, at: at(9) }),
    ].reduce<State>(reduce, done);
    expect(shape(layOut(anew, now))).toEqual(["day", "me: спасибо", "ended", "me: снова"]);
  });

  it("are followed by the rating, the last one where it was changed", () => {
    const given = layOut([rated(3, 2), rated(4, 4)].reduce<State>(reduce, done), now);
    expect(given.filter((block) => block.type === "rated")).toMatchObject([{ score: 4, best: 5 }]);
    const again = [rated(3, 2), reopened(4), closed(5), rated(6, 4)].reduce<State>(reduce, done);
    expect(layOut(again, now).filter((block) => block.type === "rated")).toMatchObject([{ score: 2 }, { score: 4 }]);
  });

  it("of spam are never lines", () => {
    const spam = state(message(1, visitor, "скидки"), closed(2, "ended"));
    expect(shape(layOut(reduce(spam, { type: "set", values: { left: "1:2" } }), now))).toEqual(["day", "me: скидки"]);
  });
});
