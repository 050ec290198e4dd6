import { describe, expect, it } from "vitest";
import "./testing/browser";
import { layOut, type Bubble } from "./blocks";
import { isOutdated, unread } from "./chatlog";
import { frameOf } from "./outbox";
import { reduce, type Action } from "./reduce";
import { logOf, type State } from "./state";
import { at, connected, deleted, edited, message, operator, visitor } from "./testing/samples";
import type { ChatEvent, SharedFile } from "./wire";

const play = (...actions: Action[]): State => actions.reduce(reduce, connected());
const welcome: Action = { type: "welcome", chat: 1, last: 0, epoch: "e", now: new Date().toISOString() };
const bubbles = (state: State): Bubble[] => layOut(state, Date.now()).flatMap((block) => (block.type === "group" ? block.bubbles : []));

describe("a message that was changed", () => {
  const talk = [welcome, message(1, operator, "раз"), message(2, operator, "два")];

  it("says what it says now, and that it was changed", () => {
    const state = play(...talk, edited(3, 1, "раз и навсегда"));
    expect(bubbles(state)).toMatchObject([{ text: "раз и навсегда", fate: "edited" }, { text: "два" }]);
    expect(unread(logOf(state, 1))).toHaveLength(2);
  });

  it("that was deleted has no words and no files, and is no news any more", () => {
    const state = play(...talk, deleted(3, 2));
    expect(bubbles(state)).toMatchObject([{ text: "раз" }, { text: "", files: undefined, fate: "deleted" }]);
    expect(unread(logOf(state, 1)).map((one) => one.seq)).toEqual([1]);
  });

  it("stays deleted, whatever an older change says", () => {
    const state = play(...talk, deleted(4, 1), edited(3, 1, "снова"));
    expect(bubbles(state)[0]).toMatchObject({ text: "", fate: "deleted" });
  });

  it("keeps its words when those of the change were taken back since", () => {
    const state = play(...talk, edited(3, 1, undefined));
    expect(bubbles(state)[0]).toMatchObject({ text: "раз", fate: undefined });
  });

  it("comes so from history", () => {
    const old = (seq: number, data: object): ChatEvent => ({ ...message(seq, operator, ""), data }) as ChatEvent;
    const items = [old(1, { deleted_at: at(3) }), old(2, { text: "два", edited_at: at(3) })];
    const state = play(welcome, { type: "older", chat: 1, page: { items, next: null, earlier: null } });
    expect(bubbles(state).map((bubble) => bubble.fate)).toEqual(["deleted", "edited"]);
    expect(unread(logOf(state, 1)).map((one) => one.seq)).toEqual([2]);
  });
});

describe("files", () => {
  const file: SharedFile = { id: "f", name: "Чек.pdf", type: "application/pdf", size_bytes: 100 };
  const item = { id: "a", chat: 1, text: "", files: [file], at: at(1) };

  it("go by their ids, and stand in the message before its event comes", () => {
    expect(frameOf(item)).toMatchObject({ type: "send", text: "", files: ["f"] });
    const sent = play(welcome, { type: "set", values: { outbox: [item] } });
    expect(bubbles(sent)[0]?.files).toEqual([file]);
    const acked = reduce(sent, { type: "ack", id: "a", chat: 1, seq: 1, at: at(1) });
    expect(bubbles(acked)[0]?.files).toEqual([file]);
  });

  it("get their address with the event", () => {
    const stored = { ...file, url: "/files/f/x?until=1&key=k" };
    const event = { ...message(1, visitor, "", { id: "a" }), data: { text: "", files: [stored] } } as ChatEvent;
    const told = play(welcome, { type: "set", values: { outbox: [item] } }, { type: "ack", id: "a", chat: 1, seq: 1, at: at(1) }, event);
    expect(bubbles(told)[0]?.files).toEqual([stored]);
  });

  it("whose address is too old have the conversation asked for again", () => {
    const until = (seconds: number) => ({ ...file, url: `/files/f/x?until=${Math.round(Date.now() / 1000) + seconds}&key=k` });
    const log = (files: SharedFile[]) => ({
      ...logOf(play(welcome), 1)!,
      events: [{ ...message(1, operator, ""), data: { text: "", files } } as ChatEvent],
    });
    expect(isOutdated(log([until(60)]))).toBe(false);
    expect(isOutdated(log([until(60), until(-60)]))).toBe(true);
    expect(isOutdated(log([]))).toBe(false);
  });
});
