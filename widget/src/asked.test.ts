import { describe, expect, it } from "vitest";
import type { Reply } from "./outbox";
import { reduce, type Action } from "./reduce";
import { leaving, shownForm, stepsNow } from "./shownForm";
import type { State } from "./state";
import { ask, at, closed, comment, connected, message, rated, stars, visitor } from "./testing/samples";

function play(state: State, ...actions: Action[]): State {
  return actions.reduce(reduce, state);
}

function reply(values: Record<string, string>, id = "r"): Reply {
  return { id, chat: 1, form: "rating", values, at: at(3) };
}

function queued(...items: Reply[]): Action {
  return { type: "set", values: { outbox: items } };
}

function refused(code: string, field?: string): Action {
  return { type: "error", id: "r", code, field, detail: "Слишком длинно" };
}

const welcome: Action = { type: "welcome", chat: 1, last: 0, epoch: "e", now: new Date().toISOString() };
const ack: Action = { type: "ack", id: "r", chat: 1, seq: 3, at: at(3) };
const done = play(connected(), welcome, message(1, visitor, "спасибо"), closed(2));
const open = play(done, ask([stars]));

describe("a form", () => {
  it("shows a star as soon as it is pressed, and keeps the stars when the next step comes", () => {
    const pressed = play(open, queued(reply({ stars: "4" })));
    expect(shownForm(pressed)).toMatchObject({ answers: { stars: "4" }, sending: ["stars"], over: false });
    const next = play(pressed, ack, ask([comment], { stars: "4" }));
    expect(shownForm(next)).toMatchObject({ steps: [stars, comment], answers: { stars: "4" }, sending: [] });
    expect(next.outbox).toEqual([]);
  });

  it("shows the newer star while the server still tells of the older", () => {
    const changed = play(open, queued(reply({ stars: "3" })), ack, queued(reply({ stars: "5" }, "s")), ask([stars, comment], { stars: "3" }));
    expect(shownForm(changed)?.answers).toEqual({ stars: "5" });
  });

  it("asks one scale after another, and the rest only then", () => {
    const second = { ...stars, id: "speed" };
    const steps = [stars, second, comment];
    const now = (answers: Record<string, string>) => play(open, ask(steps, answers)).form;
    expect([now({}), now({ stars: "4" }), now({ stars: "4", speed: "5" })].map((form) => form && stepsNow(form).length)).toEqual([1, 2, 3]);
  });

  it("thanks for answers, and for nothing else", () => {
    const thanked = play(open, queued(reply({ stars: "4" })), ack, ask([]));
    expect(shownForm(thanked)).toMatchObject({ over: true, answers: { stars: "4" }, steps: [stars] });
    expect(play(open, ask([])).form).toBeNull();
    expect(play(done, ask([])).form).toBeNull();
  });

  it("is gone at once when the visitor does not want it", () => {
    expect(open.form && leaving(open.form)).toEqual({});
    const declined = play(open, queued(reply({})));
    expect(shownForm(declined)).toBeNull();
    expect(shownForm(play(declined, ask([stars])))).toBeNull();
    expect(play(declined, ack).form).toBeNull();
  });

  it("is left by skipping what is open, if something was answered", () => {
    const next = play(open, ask([stars, comment], { stars: "2" }));
    expect(next.form && leaving(next.form)).toEqual({ comment: "" });
    const must = play(open, ask([stars, { ...comment, required: true }], { stars: "2" }));
    expect(must.form && leaving(must.form)).toEqual({});
  });

  it("tells of a wrong answer at its question, and lets it be given again", () => {
    const wrong = play(open, queued(reply({ stars: "4" })), refused("bad_answer", "stars"));
    expect(shownForm(wrong)).toMatchObject({ answers: {}, problem: { field: "stars", detail: "Слишком длинно" } });
    expect(wrong.outbox).toEqual([]);
    expect(play(wrong, ask([stars])).form?.problem).toBeUndefined();
  });

  it("goes away quietly when the server no longer has it, but does not take back the thanks", () => {
    expect(play(open, queued(reply({ stars: "4" })), refused("form_gone"))).toMatchObject({ form: null, outbox: [] });
    const thanked = play(open, queued(reply({ stars: "4" })), ack, ask([]), queued(reply({ stars: "5" })), refused("form_gone"));
    expect(thanked.form?.over).toBe(true);
  });

  it("waits in line when the refusal passes", () => {
    expect(play(open, queued(reply({ stars: "4" })), refused("too_many")).outbox).toHaveLength(1);
  });

  it("goes when another tab has rated, and stays when this one has", () => {
    expect(play(open, rated(3, 4)).form).toBeNull();
    expect(play(open, queued(reply({ stars: "4" })), rated(3, 4)).form).not.toBeNull();
    expect(play(open, ask([comment], { stars: "4" }), rated(3, 4)).form).not.toBeNull();
  });

  it("is not taken for rated by a rating of long ago that comes after it", () => {
    expect(play(done, { ...welcome, last: 9 } as Action, ask([stars]), rated(3, 4)).form).not.toBeNull();
  });

  it("belongs to its conversation", () => {
    const anew = play(open, { type: "set", values: { left: "1:2" } });
    expect(shownForm(anew)).toBeNull();
    expect(play(open, { ...welcome, epoch: "other" } as Action).form).toBeNull();
  });
});
