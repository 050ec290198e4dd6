import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Problem } from "./calls";
import { Connection, type Callbacks } from "./connection";
import type { Link } from "./state";
import { listen, type ServedConnection } from "./testing/socketServer.mjs";
import type { ClientFrame, ServerFrame } from "./wire";

const welcome = { type: "welcome", chat: 1, last: 0, epoch: "e", now: new Date().toISOString() };

/** A server that says welcome to everybody, and a connection to it. */
async function meet(signIn: () => Promise<void> = async () => {}) {
  const served: ServedConnection[] = [];
  const said: ClientFrame[] = [];
  const server = await listen((connection) => {
    served.push(connection);
    connection.onFrame = (frame) => {
      said.push(frame);
      if (frame.type === "hello") connection.send(welcome);
    };
  });
  const links: Link[] = [];
  const heard: ServerFrame[] = [];
  const on: Callbacks = {
    signIn: vi.fn(signIn),
    hello: () => ({ type: "hello", v: 1, token: "t" }),
    frame: (frame) => heard.push(frame),
    link: (link) => links.push(link),
  };
  const connection = new Connection(server.url, on);
  ends.push(() => server.close(), () => served.forEach((one) => one.destroy()));
  return { server, served, said, links, heard, on, connection };
}

let ends: (() => void)[] = [];

// the first pause is half a second at least: the tests do not wait for it
beforeEach(() => {
  vi.spyOn(Math, "random").mockReturnValue(0);
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"], shouldAdvanceTime: true, advanceTimeDelta: 100 });
});

afterEach(() => {
  for (const end of ends) end();
  ends = [];
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe("a connection", () => {
  it("signs in once, says hello first and is open after the welcome", async () => {
    const { connection, said, links, on } = await meet();
    expect(connection.send({ type: "read", chat: 1, seq: 1 })).toBe(false);
    connection.start();
    await vi.waitFor(() => expect(links).toEqual(["connecting", "open"]));
    expect(connection.send({ type: "read", chat: 1, seq: 1 })).toBe(true);
    await vi.waitFor(() => expect(said.map((frame) => frame.type)).toEqual(["hello", "read"]));
    expect(on.signIn).toHaveBeenCalledTimes(1);
  });

  it("comes back without a new session when the server restarts", async () => {
    const { connection, served, links, on } = await meet();
    connection.start();
    await vi.waitFor(() => expect(links.at(-1)).toBe("open"));
    served[0]?.close(1012);
    await vi.waitFor(() => expect(links).toEqual(["connecting", "open", "lost", "open"]));
    expect(on.signIn).toHaveBeenCalledTimes(1);
  });

  it("asks for a new session when its token is not known", async () => {
    const { connection, served, links, on } = await meet();
    connection.start();
    await vi.waitFor(() => expect(links.at(-1)).toBe("open"));
    served[0]?.close(4401);
    await vi.waitFor(() => expect(on.signIn).toHaveBeenCalledTimes(2));
    await vi.waitFor(() => expect(links.at(-1)).toBe("open"));
  });

  it("asks for a session until the channel that was switched off is on again", async () => {
    let off = false;
    const { connection, served, links, on } = await meet(async () => {
      if (off) throw new Problem("channel_off", 0);
    });
    connection.start();
    await vi.waitFor(() => expect(links.at(-1)).toBe("open"));
    off = true;
    served[0]?.close(4410);
    await vi.waitFor(() => expect(links.at(-1)).toBe("off"));
    await vi.waitFor(() => expect(on.signIn).toHaveBeenCalledTimes(3), 3000);
    off = false;
    await vi.waitFor(() => expect(links).toEqual(["connecting", "open", "off", "open"]), 3000);
    expect(served).toHaveLength(2);
  });

  it("asks a channel that is switched off at least every twenty seconds, each time after another pause", async () => {
    const random = vi.spyOn(Math, "random").mockReturnValue(1);
    const { connection, on } = await meet(() => Promise.reject(new Problem("channel_off", 0)));
    connection.start();
    const asked = async (seconds: number) => {
      const before = vi.mocked(on.signIn).mock.calls.length;
      await vi.advanceTimersByTimeAsync(seconds * 1000);
      return vi.mocked(on.signIn).mock.calls.length - before;
    };
    expect(await asked(32)).toBe(5);
    expect(await asked(60)).toBe(3);
    random.mockReturnValue(0);
    await asked(20);
    expect(await asked(60)).toBe(6);
  });

  it("waits long where it is not wanted, and hurries when told to", async () => {
    const { connection, served, links } = await meet();
    connection.start();
    await vi.waitFor(() => expect(links.at(-1)).toBe("open"));
    served[0]?.close(4403);
    await vi.waitFor(() => expect(links.at(-1)).toBe("off"));
    await vi.advanceTimersByTimeAsync(30_000);
    expect(served).toHaveLength(1);
    connection.hurry();
    await vi.waitFor(() => expect(links.at(-1)).toBe("open"));
  });

  it("tells a switched-off channel from a server in trouble", async () => {
    const problems = [new Problem("unavailable", 0), new TypeError("network"), new Problem("channel_off", 0)];
    const { connection, links } = await meet(() => Promise.reject(problems.shift()));
    connection.start();
    await vi.waitFor(() => expect(links).toEqual(["connecting", "lost", "off"]));
  });

  it("leaves the socket for a new one when something was lost on it", async () => {
    const { connection, served, links } = await meet();
    connection.start();
    await vi.waitFor(() => expect(links.at(-1)).toBe("open"));
    connection.restart();
    await vi.waitFor(() => expect(links).toEqual(["connecting", "open", "connecting", "open"]));
    expect(served).toHaveLength(2);
  });

  it("hears no more of a socket it has left", async () => {
    const { connection, served, links, heard } = await meet();
    connection.start();
    await vi.waitFor(() => expect(links.at(-1)).toBe("open"));
    connection.restart();
    served[0]?.send({ type: "presence", operators: [] });
    await vi.waitFor(() => expect(links).toHaveLength(4));
    expect(heard.map((frame) => frame.type)).toEqual(["welcome", "welcome"]);
  });
});
