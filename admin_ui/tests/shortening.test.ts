// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, createElement } from "react";
import { createRoot } from "react-dom/client";
import { expect, it, vi } from "vitest";
import { logOf, type Log } from "../src/conversation/log";
import { useShortening } from "../src/conversation/useChat";
import { logKey } from "../src/live/keys";
import { event } from "./fixtures";

vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);

/** How often the log was put into the cache, and how long it is then. */
async function shown(messages: number): Promise<[number, number | undefined]> {
  const cache = new QueryClient();
  const events = Array.from({ length: messages }, (_, i) => event(i + 1));
  const log = logOf({ items: events, next: null });
  cache.setQueryData<Log>(logKey(1), log);
  const Shown = () => {
    useShortening(1, log, true);
    return null;
  };
  const root = createRoot(document.createElement("div"));
  await act(() => root.render(createElement(QueryClientProvider, { client: cache }, createElement(Shown))));
  const { dataUpdateCount, data } = cache.getQueryState<Log>(logKey(1))!;
  await act(() => root.unmount());
  return [dataUpdateCount, data?.events.length];
}

it("lets go of what has gone by, and leaves a log alone that is not long", async () => {
  expect(await shown(401)).toEqual([2, 200]);
  expect(await shown(400)).toEqual([1, 400]);
});
