import { describe, expect, it } from "vitest";
import { startPage } from "../src/conversation/startPage";
import { groupOf } from "../src/chats/views";
import { mayReturn, offered, withStatus } from "../src/conversation/status";
import { at, held, ivan, row } from "./fixtures";

it("knows the page on which a chat began", () => {
  const page = (minute: number) => ({ url: `https://shop.example/${minute}`, title: "", at: at(minute) });
  const visit = {
    id: 1,
    number: 1,
    started_at: at(0),
    last_at: at(9),
    referrer: "",
    campaign: {},
    pages: [page(9), page(4), page(1)],
  };
  expect(startPage([visit], at(5))?.at).toBe(at(4));
  expect(startPage([visit], null)).toBeNull();
  expect(startPage([], at(5))).toBeNull();
});

describe("statuses", () => {
  const base = { name: "", colour: "green", star: false, builtin: null };
  const open = { ...base, id: 1, group: "in_progress" as const };
  const closed = { ...base, id: 2, group: "closed" as const };

  it("close a chat and reopen it", () => {
    expect(withStatus(held(), closed, ivan, at(9))).toMatchObject({
      state: "closed",
      status: 2,
      closed_at: at(9),
    });
    expect(withStatus(held({ state: "closed", closed_at: at(9) }), open, ivan, at(9))).toMatchObject({
      state: "in_progress",
      closed_at: null,
    });
  });

  it("answer nobody by closing: undone, the chat waits as before", () => {
    const undone = withStatus(withStatus(held(), closed, ivan, at(9)), open, ivan, at(9));
    expect([groupOf(undone), undone.waiting_since]).toEqual(["waiting", at(0)]);
  });

  it("offer only an end to a chat in the queue", () => {
    expect(offered(row(), [open, closed])).toEqual([closed]);
    expect(offered(held(), [open, closed])).toEqual([open, closed]);
    expect(offered(row({ state: "empty" }), [open, closed])).toEqual([]);
  });

  it("let a chat return to the queue for thirty days", () => {
    const opened = Date.parse(at(0));
    expect(mayReturn(held(), opened + 29 * 86_400_000)).toBe(true);
    expect(mayReturn(held(), opened + 31 * 86_400_000)).toBe(false);
    expect(mayReturn(row(), opened)).toBe(false);
  });
});
