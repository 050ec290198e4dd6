import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Connection } from "./connection";
import { Polling } from "./polling";
import type { Link } from "./state";
import { listen, type ServedPoll } from "./testing/pollServer.mjs";
import type { ServerFrame } from "./wire";

const welcome = { type: "welcome", chat: 1, last: 0, epoch: "e", now: new Date().toISOString() };
const first = { frames: [welcome], next: { chat: 1, after: 0, state: "a" } };
const hello = { type: "hello", v: 1, token: "t" } as const;

let ends: (() => void)[] = [];

/** A server that keeps all polls but the first, and somebody who polls it. */
async function meet() {
  const polls: ServedPoll[] = [];
  const server = await listen((poll) => {
    polls.push(poll);
    if (polls.length === 1) poll.answer(first);
  });
  const heard: ServerFrame[] = [];
  const closed: number[] = [];
  const polling = new Polling(`${server.url}/ws/visitor`);
  polling.onopen = () => polling.send(JSON.stringify(hello));
  polling.onmessage = ({ data }) => heard.push(JSON.parse(data) as ServerFrame);
  polling.onclose = ({ code }) => closed.push(code);
  ends.push(() => server.close(), () => polling.close());
  const at = (number: number) => vi.waitFor(() => polls[number] ?? Promise.reject(new Error(`no poll ${number}`)));
  return { server, polls, at, heard, closed, polling };
}

beforeEach(() => {
  vi.spyOn(Math, "random").mockReturnValue(0);
  vi.useFakeTimers({
    toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"],
    shouldAdvanceTime: true,
    advanceTimeDelta: 100,
  });
});

afterEach(() => {
  for (const end of ends) end();
  ends = [];
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe("polling", () => {
  it("says hello with each poll, and goes on where the answer before ended", async () => {
    const { at, heard } = await meet();
    expect(await at(0)).toMatchObject({ path: "/api/widget/v1/poll", body: { v: 1, token: "t", frames: [] } });
    expect((await at(1)).body).toEqual({ v: 1, token: "t", chat: 1, after: 0, state: "a", frames: [] });
    expect(heard).toEqual([welcome]);
    (await at(1)).answer({ frames: [{ type: "typing", chat: 1, by: "operator" }], next: { chat: 1, after: 4, state: "b" } });
    expect((await at(2)).body).toMatchObject({ after: 4, state: "b" });
    expect(heard.map((frame) => frame.type)).toEqual(["welcome", "typing"]);
  });

  it("says at once what is to be said, and what comes meanwhile with the next poll", async () => {
    const { at, polling, polls } = await meet();
    const held = await at(1);
    polling.send('{"type":"read","seq":1}');
    const speaking = await at(2);
    await vi.waitFor(() => expect(held.isGone).toBe(true));
    expect(speaking.body).toMatchObject({ after: 0, frames: [{ type: "read", seq: 1 }] });
    polling.send('{"type":"read","seq":2}');
    polling.send('{"type":"read","seq":3}');
    speaking.answer({ frames: [], next: { after: 5 } });
    expect((await at(3)).body).toMatchObject({ after: 5, frames: [{ seq: 2 }, { seq: 3 }] });
    expect(polls).toHaveLength(4);
  });

  it.each([
    ["sign_in", 401, 4401],
    ["channel_off", 503, 4410],
    ["too_many", 429, 4429],
    ["unavailable", 503, 1006],
  ])("closes as a socket does when refused with %s", async (code, status, close) => {
    const { at, closed, polls } = await meet();
    (await at(1)).answer({ code }, status);
    await vi.waitFor(() => expect(closed).toEqual([close]));
    await vi.advanceTimersByTimeAsync(1000);
    expect(polls).toHaveLength(2);
  });

  it("is lost with the server, and with a poll that is never answered", async () => {
    const { at, closed } = await meet();
    await at(1);
    await vi.advanceTimersByTimeAsync(39_000);
    expect(closed).toEqual([]);
    await vi.advanceTimersByTimeAsync(1000);
    await vi.waitFor(() => expect(closed).toEqual([1006]));
    const other = await meet();
    await other.at(1);
    other.server.close();
    await vi.waitFor(() => expect(other.closed).toEqual([1006]));
  });

  it("leaves quietly when it is closed", async () => {
    const { at, closed, polling, polls } = await meet();
    const held = await at(1);
    polling.close();
    await vi.waitFor(() => expect(held.isGone).toBe(true));
    await vi.advanceTimersByTimeAsync(400_000);
    expect(polls).toHaveLength(2);
    expect(closed).toEqual([]);
  });

  it("tries a socket every three minutes, and ends when one is let through", async () => {
    const { at, server, closed } = await meet();
    server.greet = () => {};
    for (let number = 1; number < 6; number++) {
      const held = await at(number);
      await vi.advanceTimersByTimeAsync(30_000);
      held.answer({ frames: [], next: {} });
      expect(closed).toEqual([]);
    }
    await at(6);
    await vi.advanceTimersByTimeAsync(30_000);
    await vi.waitFor(() => expect(closed).toEqual([1012]));
  });
});

describe("a connection whose sockets are refused", () => {
  it("goes on without after two of them, and with sockets as soon as they work", async () => {
    const polls: ServedPoll[] = [];
    const server = await listen((poll) => {
      polls.push(poll);
      if (polls.length === 1) poll.answer(first);
    });
    const links: Link[] = [];
    const connection = new Connection(`${server.url}/ws/visitor`, {
      signIn: async () => {},
      hello: () => hello,
      frame: () => {},
      link: (link) => links.push(link),
    });
    ends.push(() => server.close(), () => connection.lose());
    connection.start();
    await vi.waitFor(() => expect(links).toEqual(["connecting", "lost", "open"]), 5000);
    expect(server.refused).toBe(2);
    expect(connection.send({ type: "read", chat: 1, seq: 1 })).toBe(true);
    await vi.waitFor(() => expect(polls.some(({ body }) => body.frames.some(({ type }) => type === "read"))).toBe(true));
    server.greet = (served) => {
      served.onFrame = () => served.send(welcome);
      ends.push(() => served.destroy());
    };
    polls.at(-1)?.answer({ code: "unavailable" }, 503);
    await vi.waitFor(() => expect(links).toEqual(["connecting", "lost", "open", "lost", "open"]), 5000);
    expect(server.refused).toBe(2);
  });
});
