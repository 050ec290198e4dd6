// @vitest-environment jsdom
import { QueryClient } from "@tanstack/react-query";
import { beforeEach, expect, it, vi } from "vitest";
import type { Me, Row } from "../src/api/types";
import { hasClock } from "../src/chats/clock";
import type { RowList } from "../src/chats/rows";
import type { Scope } from "../src/chats/views";
import { logOf, type Log } from "../src/conversation/log";
import { lostRow } from "../src/conversation/lost";
import { Feed } from "../src/live/feed";
import { chatKey, logKey, rowsKey, settingsKey } from "../src/live/keys";
import { Mailer } from "../src/live/mailer";
import { at, event, held, ivan, row } from "./fixtures";

const me = { id: 2, administrator: false, presence: "online" } as Me;
const queue: Scope = { view: "queue", empty: false };
const mine: Scope = { view: "in_progress", empty: false, only: { filters: { holder: "me" }, zone: "UTC", me: me.id } };

let cache: QueryClient;
let feed: Feed;
const watchAgain = vi.fn();

beforeEach(() => {
  cache = new QueryClient();
  feed = new Feed(cache, me, new Mailer(me.id, () => true, vi.fn()), watchAgain);
  watchAgain.mockClear();
  const list: RowList = { rows: [row()], next: null };
  cache.setQueryData(rowsKey(queue), list);
  cache.setQueryData(rowsKey(mine), { rows: [], next: null });
  cache.setQueryData(logKey(1), logOf({ items: [event(1)], next: null }));
});

const rowsOf = (scope: Scope) => cache.getQueryData<RowList>(rowsKey(scope))?.rows ?? [];
const log = () => cache.getQueryData<Log>(logKey(1));

it("moves a chat from list to list, and the chat by itself with it", () => {
  cache.setQueryData<Row>(chatKey(1), row());
  const { unread: _, ...frame } = held({ client_messages: 3 });
  feed.apply({ type: "chat", ...frame });
  expect(rowsOf(queue)).toEqual([]);
  expect(rowsOf(mine)).toMatchObject([{ id: 1, unread: 3 }]);
  expect(cache.getQueryData<Row>(chatKey(1))?.state).toBe("in_progress");
});

it("drops what is gone, and remembers it until it comes back", () => {
  feed.apply({ type: "gone", chat: 1 });
  expect(rowsOf(queue)).toEqual([]);
  expect(feed.gone.get().has(1)).toBe(true);
  feed.apply({ type: "chat", ...row() });
  expect(rowsOf(queue)).toHaveLength(1);
  expect(feed.gone.get().has(1)).toBe(false);
});

it("remembers who has got what is gone, and lets none of its clocks run on", () => {
  feed.apply({ type: "gone", chat: 1, holder: ivan });
  expect(feed.gone.get().get(1)).toEqual(ivan);
  const lost = lostRow(row({ online: true, due_at: at(5), overdue_since: at(4) }), ivan);
  expect(lost).toMatchObject({ state: "in_progress", operator: ivan, online: false });
  expect(hasClock(lost)).toBe(false);
  expect(lostRow(held(), null)).toMatchObject({ state: "in_progress", operator: null });
});

it("lets no answer that was under way undo a frame", () => {
  const began = performance.now();
  feed.apply({ type: "chat", ...held() });
  const late: RowList = { rows: [row()], next: null };
  expect(feed.rows.brought(late, queue, began).rows).toEqual([]);
  expect(feed.rows.brought(late, queue, performance.now() + 1)).toBe(late);
});

it("adds events, and asks again where some are missing", () => {
  feed.apply(event(2));
  expect(log()?.events).toHaveLength(2);
  feed.apply(event(9));
  expect(log()?.events).toHaveLength(2);
  expect(watchAgain).toHaveBeenCalledExactlyOnceWith(1);
});

it("forgets the log on resync and begins it anew", () => {
  feed.apply({ type: "resync", chat: 1 });
  expect(log()?.events).toEqual([]);
  feed.apply(event(120, { prev: 119 }));
  expect(log()).toMatchObject({ events: [{ seq: 120 }], older: 120 });
});

it("takes my own read mark, from whatever console of mine", () => {
  feed.apply({ type: "chat", ...held({ unread: 2 }) });
  feed.apply({ type: "read", chat: 1, by: "operator", seq: 3, operator: me.id, unread: 0 });
  expect(rowsOf(mine)[0]?.unread).toBe(0);
  expect(log()?.readByMe).toBe(3);
});

it("shows typing until the message comes", () => {
  feed.apply({ type: "typing", chat: 1, by: "visitor", text: "he" });
  expect(feed.typing.store.get().get(1)?.text).toBe("he");
  feed.apply(event(2));
  expect(feed.typing.store.get().has(1)).toBe(false);
});

it("learns what the company works by, and asks about the settings again when the revision grows", () => {
  const asked = vi.spyOn(cache, "invalidateQueries");
  const desk = { queue: "read", on_request: false, website: true, revision: 3 } as const;
  feed.apply({ type: "desk", ...desk });
  expect(feed.desk.get()).toMatchObject(desk);
  expect(asked).not.toHaveBeenCalled();
  feed.apply({ type: "desk", ...desk, revision: 4 });
  expect(asked).toHaveBeenCalledExactlyOnceWith({ queryKey: settingsKey });
});

it("follows my presence chosen in another tab, and never somebody else's", () => {
  const face = { name: "", photo: null };
  feed.apply({ type: "presence", operators: [{ id: 9, ...face, state: "offline" }] });
  expect(feed.presence.get()).toBe("online");
  feed.apply({ type: "presence", operators: [{ id: me.id, ...face, state: "invisible" }] });
  expect(feed.presence.get()).toBe("invisible");
});

it("knows what keeps the server from storing anything, while it does", () => {
  feed.apply({ type: "trouble", code: "disk_full" });
  expect(feed.trouble.get()).toBe("disk_full");
  feed.apply({ type: "trouble", code: null });
  expect(feed.trouble.get()).toBeNull();
});

it("knows who else looks at a chat, and who was given one", () => {
  const viewer = (id: number) => ({ id, name: `Operator ${id}`, state: "viewing" as const });
  feed.apply({ type: "viewers", chat: 1, operators: [viewer(me.id), viewer(7)] });
  expect(feed.viewers.store.get().get(1)).toEqual([viewer(7)]);
  feed.apply({ type: "assigned", chat: 1, client: { id: 1, name: null } });
  expect(feed.assigned.get()?.chat).toBe(1);
});

it("tells of further words of a client, and not of those that are known", () => {
  const { unread: _, ...frame } = row();
  feed.apply({ type: "chat", ...frame });
  expect(feed.news.get()).toBeNull();
  feed.apply({ type: "chat", ...frame, client_messages: 2 });
  expect(feed.news.get()?.client_messages).toBe(2);
});
