import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Connection } from "./connection";
import { Delivery } from "./delivery";
import { without, type Outgoing } from "./outbox";
import type { ClientFrame } from "./wire";

function item(id: string): Outgoing {
  return { id, text: id, at: "2026-11-25T10:00:00Z", chat: 1 };
}

let outbox: Outgoing[] = [];
let sent: string[] = [];
const line = { isOpen: true, send: (frame: ClientFrame) => sent.push("id" in frame ? frame.id : ""), restart: vi.fn() };
const make = () => new Delivery(line as unknown as Connection, () => outbox);

beforeEach(() => {
  vi.useFakeTimers();
  outbox = [item("a"), item("b")];
  sent = [];
  line.isOpen = true;
  line.restart.mockClear();
});

afterEach(() => {
  vi.useRealTimers();
});

describe("delivery", () => {
  it("sends one after another, each once", () => {
    const delivery = make();
    delivery.pump();
    delivery.pump();
    expect(sent).toEqual(["a"]);
    outbox = without(outbox, "a");
    delivery.pump();
    expect(sent).toEqual(["a", "b"]);
  });

  it("keeps everything while there is no connection, and repeats after it", () => {
    const delivery = make();
    line.isOpen = false;
    delivery.pump();
    expect(sent).toEqual([]);
    line.isOpen = true;
    delivery.pump();
    delivery.interrupt();
    delivery.pump();
    expect(sent).toEqual(["a", "a"]);
  });

  it("waits as long as the server asks and goes on by itself", () => {
    const delivery = make();
    delivery.pump();
    delivery.refused({ type: "error", id: "a", code: "too_many", detail: "", retry_after: 7 });
    delivery.pump();
    vi.advanceTimersByTime(6999);
    expect(sent).toEqual(["a"]);
    vi.advanceTimersByTime(1);
    expect(sent).toEqual(["a", "a"]);
  });

  it("takes a new connection when no answer comes", () => {
    make().pump();
    vi.advanceTimersByTime(10_000);
    expect(line.restart).toHaveBeenCalledTimes(1);
  });

  it("is content with an answer in time", () => {
    make().pump();
    outbox = [];
    vi.advanceTimersByTime(10_000);
    expect(line.restart).not.toHaveBeenCalled();
  });
});
