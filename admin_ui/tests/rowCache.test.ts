import { QueryClient } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { chatKey } from "../src/live/keys";
import { RowCache } from "../src/live/rowCache";
import { row } from "./fixtures";

test("what is hoped for stays until it is settled, whatever was under way", () => {
  const cache = new QueryClient();
  const rows = new RowCache(cache);
  const queued = row({ state: "queue", status: null, operator: null });
  cache.setQueryData(chatKey(queued.id), queued);
  const mine = { id: 2, name: "Anna", photo: null };
  const settle = rows.hope({ ...queued, state: "in_progress", status: 1, operator: mine });
  rows.place({ ...queued, seq: queued.seq + 1 });
  expect(rows.known(queued.id)).toMatchObject({ state: "in_progress", operator: mine, seq: queued.seq + 1 });
  settle(null);
  expect(rows.known(queued.id)).toMatchObject({ state: "queue", operator: null, seq: queued.seq + 1 });
});

test("what the server says holds", () => {
  const cache = new QueryClient();
  const rows = new RowCache(cache);
  const queued = row({ state: "queue", status: null, operator: null });
  cache.setQueryData(chatKey(queued.id), queued);
  const settle = rows.hope({ ...queued, state: "in_progress" });
  const taken = { ...queued, state: "in_progress" as const, status: 1, seq: queued.seq + 1 };
  settle(taken);
  rows.place({ ...taken, state: "closed", seq: taken.seq + 1 });
  expect(rows.known(queued.id)?.state).toBe("closed");
});

test("no answer that was asked for before undoes what is hoped for, or what a frame has said since", () => {
  const cache = new QueryClient();
  const rows = new RowCache(cache);
  const queued = row({ state: "queue", status: null, operator: null });
  cache.setQueryData(chatKey(queued.id), queued);
  const began = performance.now();
  const settle = rows.hope({ ...queued, state: "in_progress" });
  expect(rows.broughtRow(queued, began).state).toBe("in_progress");
  expect(rows.broughtRow({ ...queued, tags: ["vip"] }, performance.now() + 1)).toMatchObject({ state: "in_progress", tags: ["vip"] });
  settle({ ...queued, state: "in_progress" });
  expect(rows.broughtRow(queued, began).state).toBe("in_progress");
  expect(rows.broughtRow({ ...queued, state: "closed" }, performance.now() + 1).state).toBe("closed");
});
