import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import "./testing/browser";
import { emptyLog, unread } from "./chatlog";
import { Client } from "./client";
import { isWritten } from "./outbox";
import { listen, type ServedConnection } from "./testing/socketServer.mjs";
import { ask, at, closed, config, message, operator, stars, system, visitor } from "./testing/samples";
import type { Answer, ClientFrame, Hello, Send } from "./wire";

/** A server with one visitor and one conversation; `silent` stores what it is told but loses the answers; `off` has no chat. */
class Desk {
  port = 0;
  silent = false;
  off = false;
  stored: { id: string; text: string }[] = [];
  heard: ClientFrame[] = [];
  connections: ServedConnection[] = [];
  close = () => {};

  async open(): Promise<this> {
    const server = await listen((connection) => this.greet(connection));
    this.port = server.port;
    this.close = server.close;
    vi.stubGlobal("fetch", async () => this.answer());
    return this;
  }

  answer(): Response {
    if (this.off) return new Response(JSON.stringify({ code: "channel_off" }), { status: 503 });
    return new Response(JSON.stringify({ token: "t", visitor: 1, chat: 1, last: 0, epoch: "e", config }));
  }

  greet(connection: ServedConnection): void {
    this.connections.push(connection);
    connection.onFrame = (frame) => {
      this.heard.push(frame);
      if (frame.type === "hello") connection.send({ type: "welcome", chat: 1, last: 0, epoch: "e", now: new Date().toISOString() });
      if (frame.type === "send") this.take(connection, frame);
      if (frame.type === "answer" && !this.silent) connection.send({ type: "ack", id: frame.id, chat: 1, seq: 3, at: at(3) });
    };
  }

  take(connection: ServedConnection, { id, text }: Send): void {
    const known = this.stored.findIndex((item) => item.id === id);
    const seq = known >= 0 ? known + 1 : this.stored.push({ id, text });
    if (!this.silent) connection.send({ type: "ack", id, chat: 1, seq, at: at(seq) });
  }

  answers(): Answer[] {
    return this.heard.filter((frame) => frame.type === "answer");
  }

  hellos(): Hello[] {
    return this.heard.filter((frame) => frame.type === "hello");
  }

  client(): Client {
    const client = new Client({ origin: `http://127.0.0.1:${this.port}`, dataset: {}, key: "k" });
    client.start(() => {});
    return client;
  }
}

let desk: Desk;

beforeEach(async () => {
  vi.spyOn(Math, "random").mockReturnValue(0);
  localStorage.clear();
  desk = await new Desk().open();
});

afterEach(() => {
  desk.connections.forEach((connection) => connection.destroy());
  desk.close();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe("the client", () => {
  it("keeps what is written before the socket opens, and sends it in order", async () => {
    const client = desk.client();
    client.send("раз");
    client.send("два");
    expect(client.state.outbox.filter(isWritten).map((item) => item.text)).toEqual(["раз", "два"]);
    await vi.waitFor(() => expect(client.state.outbox).toEqual([]));
    expect(desk.stored.map((item) => item.text)).toEqual(["раз", "два"]);
  });

  it("repeats with the same id what the server stored without our knowing", async () => {
    desk.silent = true;
    const client = desk.client();
    client.send("раз");
    await vi.waitFor(() => expect(desk.stored).toHaveLength(1));
    desk.silent = false;
    desk.connections[0]?.destroy();
    await vi.waitFor(() => expect(client.state.outbox).toEqual([]), 3000);
    expect(desk.stored).toHaveLength(1);
    expect(desk.heard.filter((frame) => frame.type === "send")).toHaveLength(2);
  });

  it("takes up where another page left off", async () => {
    desk.silent = true;
    desk.client().send("раз");
    await vi.waitFor(() => expect(desk.stored).toHaveLength(1));
    desk.silent = false;
    const later = desk.client();
    expect(later.state.outbox.filter(isWritten).map((item) => item.text)).toEqual(["раз"]);
    await vi.waitFor(() => expect(later.state.outbox).toEqual([]));
    expect(desk.stored).toHaveLength(1);
  });

  it("does not take up what another tab has seen stored", () => {
    const item = { id: "a", text: "раз", at: at(1) };
    const chats = [{ ...emptyLog(1), events: [message(1, visitor, "раз", { id: "a" })] }];
    localStorage.setItem("k", JSON.stringify({ chats, outbox: [item, { ...item, id: "b" }] }));
    expect(desk.client().state.outbox.map((one) => one.id)).toEqual(["b"]);
  });

  it("asks on a new socket for an event that was lost", async () => {
    const client = desk.client();
    await vi.waitFor(() => expect(client.state.link).toBe("open"));
    desk.connections[0]?.send(message(1, operator, "раз", { prev: 0 }));
    desk.connections[0]?.send(message(3, operator, "три", { prev: 2 }));
    await vi.waitFor(() => expect(desk.hellos()).toHaveLength(2));
    expect(desk.hellos()[1]).toMatchObject({ chat: 1, after: 1, epoch: "e" });
    expect(client.state.chats[0]?.events).toHaveLength(1);
  });

  it("does not ask twice for what the server cannot give", async () => {
    const client = desk.client();
    await vi.waitFor(() => expect(client.state.link).toBe("open"));
    const stray = message(9, operator, "девять", { prev: 7 });
    desk.connections[0]?.send(message(1, operator, "раз", { prev: 0 }));
    desk.connections[0]?.send(stray);
    await vi.waitFor(() => expect(desk.hellos()).toHaveLength(2));
    desk.connections[1]?.send(stray);
    await vi.waitFor(() => expect(client.state.chats[0]?.events).toHaveLength(2));
  });

  it("counts an automatic message as news", async () => {
    const client = desk.client();
    await vi.waitFor(() => expect(client.state.link).toBe("open"));
    desk.connections[0]?.send(message(1, system, "Сейчас нас нет", { prev: 0 }));
    await vi.waitFor(() => expect(unread(client.state.chats[0])).toHaveLength(1));
  });
});

describe("answers to a form", () => {
  async function asked(): Promise<Client> {
    const client = desk.client();
    await vi.waitFor(() => expect(client.state.link).toBe("open"));
    for (const frame of [message(1, visitor, "раз", { prev: 0 }), closed(2), ask([stars])]) desk.connections.at(-1)?.send(frame);
    await vi.waitFor(() => expect(client.state.form).not.toBeNull());
    return client;
  }

  it("are repeated with the same id over a reconnection, and the last star is the one that counts", async () => {
    desk.silent = true;
    const client = await asked();
    for (const value of ["3", "4", "5"]) client.answer({ stars: value });
    await vi.waitFor(() => expect(desk.answers()).toHaveLength(1));
    desk.silent = false;
    desk.connections[0]?.destroy();
    await vi.waitFor(() => expect(client.state.outbox).toEqual([]), 3000);
    const [first, again, last] = desk.answers();
    expect([first?.id, first?.values]).toEqual([again?.id, again?.values]);
    expect(last?.values).toEqual({ stars: "5" });
    expect(desk.answers()).toHaveLength(3);
    expect(client.state.form?.answers).toEqual({ stars: "5" });
  });

  it("outlive the page", async () => {
    desk.silent = true;
    (await asked()).answer({ stars: "4" });
    await vi.waitFor(() => expect(desk.answers()).toHaveLength(1));
    desk.silent = false;
    const later = desk.client();
    expect(later.state.form?.steps).toEqual([stars]);
    await vi.waitFor(() => expect(later.state.outbox).toEqual([]));
    expect(desk.answers()[1]).toEqual(desk.answers()[0]);
  });
});

describe("a channel that is switched off", () => {
  it("keeps what is written until it is on again", async () => {
    const client = desk.client();
    await vi.waitFor(() => expect(client.state.link).toBe("open"));
    desk.off = true;
    desk.connections[0]?.close(4410);
    await vi.waitFor(() => expect(client.state.link).toBe("off"));
    client.send("раз");
    client.write("два");
    await new Promise((later) => setTimeout(later, 700)); // one question in vain
    expect(client.state.link).toBe("off");
    desk.off = false;
    await vi.waitFor(() => expect(client.state.outbox).toEqual([]), 3000);
    expect(desk.stored.map((item) => item.text)).toEqual(["раз"]);
    expect(client.draft).toBe("два");
  });
});
