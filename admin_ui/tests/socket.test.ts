import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { listen, type ServedPoll } from "../../widget/src/testing/pollServer.mjs";
import type { FromServer } from "../src/api/types";
import { Socket } from "../src/live/socket";

const welcome = { type: "welcome", last: 0, epoch: "e", now: new Date().toISOString() };

let ends: (() => void)[] = [];

/** A console behind a proxy that refuses sockets, and the polls that it lets through. */
async function meet() {
  const polls: ServedPoll[] = [];
  const server = await listen((poll) => {
    polls.push(poll);
    if (polls.length === 1) poll.answer({ frames: [welcome], next: { watch: [], lists_rev: 7 } });
  });
  vi.stubGlobal("location", { protocol: "http:", host: new URL(server.url).host });
  const heard: FromServer[] = [];
  const hooks = {
    ticket: vi.fn(async () => "ticket"),
    trying: vi.fn(),
    welcome: vi.fn(),
    frames: (frames: FromServer[]) => heard.push(...frames),
    lost: vi.fn(),
    signedOut: vi.fn(),
  };
  const socket = new Socket(hooks);
  ends.push(() => socket.stop(), () => server.close());
  socket.start();
  await vi.waitFor(() => expect(hooks.welcome).toHaveBeenCalledTimes(1), 5000);
  return { server, polls, hooks, heard, socket };
}

// as much of a browser as it needs: Node's own sockets do not go with those of jsdom
beforeEach(() => {
  vi.stubGlobal("window", globalThis);
  vi.stubGlobal("addEventListener", () => {});
  vi.stubGlobal("removeEventListener", () => {});
  vi.spyOn(Math, "random").mockReturnValue(0);
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"], shouldAdvanceTime: true, advanceTimeDelta: 100 });
});

afterEach(() => {
  for (const end of ends) end();
  ends = [];
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe("a console whose sockets are refused", () => {
  it("goes on without after two of them, by its cookie instead of a ticket", async () => {
    const { server, polls, hooks, heard, socket } = await meet();
    expect(server.refused).toBe(2);
    expect(hooks.ticket).toHaveBeenCalledTimes(2);
    expect(polls[0]).toMatchObject({ path: "/api/v1/poll", body: { v: 1, language: "ru", frames: [] } });
    expect(polls[0]?.body).not.toHaveProperty("ticket");
    expect(socket.send({ type: "watch", chat: 3, after: 2 })).toBe(true);
    await vi.waitFor(() => expect(polls.at(-1)?.body.frames).toEqual([{ type: "watch", chat: 3, after: 2 }]));
    const counts = { type: "counts", queue: 1, in_progress: 0, online: 0, overdue: 0 };
    polls.at(-1)?.answer({ frames: [counts], next: { watch: [{ chat: 3, after: 5 }], lists_rev: 8 } });
    await vi.waitFor(() => expect(heard).toEqual([counts]));
    await vi.waitFor(() => expect(polls.at(-1)?.body).toMatchObject({ watch: [{ chat: 3, after: 5 }], lists_rev: 8 }));
    expect(hooks.lost).toHaveBeenCalledTimes(2);
  });

  it("is signed out by a poll, too", async () => {
    const { polls, hooks } = await meet();
    await vi.waitFor(() => expect(polls).toHaveLength(2));
    polls[1]?.answer({ code: "sign_in" }, 401);
    await vi.waitFor(() => expect(hooks.signedOut).toHaveBeenCalledTimes(1));
  });

  it("tries sockets first when a poll is lost", async () => {
    const { server, polls, hooks } = await meet();
    await vi.waitFor(() => expect(polls).toHaveLength(2));
    server.greet = (served) => {
      served.onFrame = () => served.send(welcome);
      ends.push(() => served.destroy());
    };
    polls[1]?.answer({ code: "unavailable" }, 503);
    await vi.waitFor(() => expect(hooks.welcome).toHaveBeenCalledTimes(2), 5000);
    expect(polls).toHaveLength(2);
  });
});
