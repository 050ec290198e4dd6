// @vitest-environment jsdom
import { beforeEach, expect, it, vi } from "vitest";
import { Problem } from "../src/api/problem";
import type { Draft } from "../src/api/types";
import { draftOf, isUnsaved, knownDrafts, merged, setDraft } from "../src/conversation/drafts";
import { DraftSync } from "../src/live/draftSync";

let me = 0;
let there: Draft[];
let saved: string[];
let minute: number;
let failure: Problem | null;
let sync: DraftSync;

const draft = (text: string, fields: Partial<Draft> = {}): Draft => ({
  chat: 1,
  mode: "reply",
  text,
  at: new Date(Date.UTC(2026, 10, 12, 11, minute++)).toISOString(),
  ...fields,
});

/** A page with the drafts of this browser. */
function begun(): DraftSync {
  const page = new DraftSync(me, {
    all: () => Promise.resolve(there),
    save: (chat, { mode, text }) => {
      if (failure) return Promise.reject(failure);
      saved.push(text);
      return Promise.resolve(draft(text, { chat, mode }));
    },
  });
  page.start();
  return page;
}

beforeEach(() => {
  vi.useFakeTimers();
  me += 1;
  [there, saved, minute, failure] = [[], [], 0, null];
  sync = begun();
});

const settle = () => vi.advanceTimersByTimeAsync(1500);
const shown = () => draftOf(me, 1, "reply");

it("saves what is written a moment later, and once", async () => {
  await sync.refresh();
  for (const text of ["G", "Go", "Good"]) setDraft(me, 1, "reply", text);
  expect(saved).toEqual([]);
  await settle();
  expect(saved).toEqual(["Good"]);
  expect(isUnsaved(me, 1, "reply")).toBe(false);
});

it("asks nothing for what was sent before it was saved", async () => {
  await sync.refresh();
  setDraft(me, 1, "reply", "Hi");
  setDraft(me, 1, "reply", "");
  await settle();
  expect(saved).toEqual([]);
});

it("removes what was saved as soon as it is sent", async () => {
  there = [draft("Hi")];
  await sync.refresh();
  expect(shown()).toBe("Hi");
  setDraft(me, 1, "reply", "");
  await vi.advanceTimersByTimeAsync(0);
  expect(saved).toEqual([""]);
});

it("goes on with what another device has written, but not over what is written here", async () => {
  await sync.refresh();
  sync.heard(draft("from the phone"));
  expect(shown()).toBe("from the phone");
  setDraft(me, 1, "reply", "from the phone, and here");
  sync.heard(draft("from the phone, too"));
  expect(shown()).toBe("from the phone, and here");
});

it("does not go back to an older word of the server", async () => {
  const [older, newer] = [draft("old"), draft("new")];
  sync.heard(newer);
  sync.heard(older);
  expect(shown()).toBe("new");
});

it("keeps what cannot be saved until there is a connection again", async () => {
  failure = Problem.offline();
  setDraft(me, 1, "reply", "kept");
  await settle();
  expect(isUnsaved(me, 1, "reply")).toBe(true);
  failure = null;
  await sync.refresh();
  await settle();
  expect(saved).toEqual(["kept"]);
});

it("leaves what the server refuses in the browser, and does not insist", async () => {
  await sync.refresh();
  failure = new Problem({ code: "not_found", status: 404 });
  setDraft(me, 1, "reply", "gone");
  await settle();
  failure = null;
  await settle();
  expect(saved).toEqual([]);
  expect([shown(), isUnsaved(me, 1, "reply")]).toEqual(["gone", true]);
});

it("keeps both when one begins before it is known that there is a draft", async () => {
  setDraft(me, 1, "reply", "second");
  there = [draft("first")];
  await sync.refresh();
  expect(shown()).toBe("first\nsecond");
});

it.each([
  ["went on from", "old, but new", "old", "old", "old, but new"],
  ["rewrote", "new", "old", "old", "new"],
  ["cleared", "", "old", "old", ""],
  ["added to", "old and more", "old", "", "old and more"],
  ["began what is there", "o", "old", "", "old"],
  ["rewrote what another device has rewritten too", "new", "newer", "old", "newer"],
  ["rewrote otherwise than another device", "mine", "theirs", "old", "theirs\nmine"],
])("knows what becomes of a draft that one %s", (_, mine, theirs, base, whole) => {
  expect(merged(mine, theirs, base)).toBe(whole);
});

it("lets what was rewritten without a network stand after a reload", async () => {
  there = [draft("old")];
  await sync.refresh();
  failure = Problem.offline();
  setDraft(me, 1, "reply", "first");
  setDraft(me, 1, "reply", "new");
  await settle();
  sync.stop();
  failure = null;
  const reloaded = begun();
  await reloaded.refresh();
  await settle();
  expect([shown(), saved]).toEqual(["new", ["new"]]);
});

it("goes on from what was saved while one wrote on", async () => {
  await sync.refresh();
  setDraft(me, 1, "reply", "old");
  vi.advanceTimersByTime(1000);
  setDraft(me, 1, "reply", "new");
  await vi.advanceTimersByTimeAsync(0);
  expect(saved).toEqual(["old"]);
  sync.stop();
  there = [draft("old")];
  await begun().refresh();
  expect(shown()).toBe("new");
});

it("forgets what is gone on the server", async () => {
  there = [draft("Hi")];
  await sync.refresh();
  there = [];
  await sync.refresh();
  expect(shown()).toBe("");
  expect(knownDrafts(me)).toEqual([]);
});
