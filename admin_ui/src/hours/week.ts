/** The week of working hours: stretches by day, what is wrong with them, presets. Pure. */
import type { Stretch } from "../api/types";

export const days = [0, 1, 2, 3, 4, 5, 6] as const;

const DAY = 24 * 60;
const WEEK = 7 * DAY;

/** Minutes since midnight; NaN if it is not a time. "24:00" is written "00:00" on the wire. */
export function minutes(time: string): number {
  const found = /^(\d{2}):(\d{2})(:\d{2})?$/.exec(time);
  if (!found) return NaN;
  const [hour, minute] = [Number(found[1]), Number(found[2])];
  return hour < 24 && minute < 60 ? hour * 60 + minute : NaN;
}

const clock = (at: number) =>
  `${String(Math.floor(at / 60)).padStart(2, "0")}:${String(at % 60).padStart(2, "0")}`;

/** A time as people type it: "9", "930", "9.30", "24:00". What is no time stays as it is. */
export function tidy(typed: string): string {
  const found = /^(\d{1,2})[:.,\s-]?(\d{2})?$/.exec(typed.trim());
  if (!found) return typed;
  const at = Number(found[1]) * 60 + Number(found[2] ?? 0);
  if (at > DAY || Number(found[2] ?? 0) > 59) return typed;
  return clock(at % DAY);
}

/** Ends on the following day. */
export const overnight = ({ start, end }: Stretch) => minutes(end) <= minutes(start);

/** As minutes of the week; the end may lie beyond its last one. */
function span(stretch: Stretch): [from: number, to: number] {
  const from = stretch.day * DAY + minutes(stretch.start);
  const to = stretch.day * DAY + minutes(stretch.end) + (overnight(stretch) ? DAY : 0);
  return [from, to];
}

const meet = ([a, b]: [number, number], [c, d]: [number, number]) => a < d && c < b;

/** Sunday night meets Monday morning. */
const overlap = (one: Stretch, other: Stretch) => {
  const [a, b] = span(one);
  const second = span(other);
  return [-WEEK, 0, WEEK].some((shift) => meet([a + shift, b + shift], second));
};

export type Flaw = { key: "time" } | { key: "overlap"; with: Stretch };

/** What is wrong with each stretch, by its place in the list. */
export function flawsOf(stretches: readonly Stretch[]): ReadonlyMap<number, Flaw> {
  const flaws = new Map<number, Flaw>();
  const whole = ({ start, end }: Stretch) => !Number.isNaN(minutes(start)) && !Number.isNaN(minutes(end));
  stretches.forEach((stretch, at) => {
    if (!whole(stretch)) return void flaws.set(at, { key: "time" });
    const other = stretches.find((one, i) => i < at && whole(one) && overlap(one, stretch));
    if (other) flaws.set(at, { key: "overlap", with: other });
  });
  return flaws;
}

const order = (a: Stretch, b: Stretch) => a.day - b.day || minutes(a.start) - minutes(b.start);
export const sorted = (stretches: readonly Stretch[]): Stretch[] => [...stretches].sort(order);

/** A stretch of each of these days. */
export const repeated = (on: readonly number[], start: string, end: string): Stretch[] =>
  on.map((day) => ({ day, start, end }));

export const presets = {
  weekdays: repeated([0, 1, 2, 3, 4], "09:00", "18:00"),
  always: [],
} satisfies Record<string, Stretch[]>;

/** The hours of one day on other days too, in place of what was there. */
export function copied(stretches: readonly Stretch[], from: number, to: readonly number[]): Stretch[] {
  const others = stretches.filter(({ day }) => !to.includes(day) || day === from);
  const own = stretches.filter(({ day }) => day === from);
  return sorted([...others, ...to.filter((day) => day !== from).flatMap((day) => own.map((one) => ({ ...one, day })))]);
}

/** A further stretch of a day: after the last one, else the usual hours. */
export function added(stretches: readonly Stretch[], day: number): Stretch[] {
  const last = sorted(stretches.filter((one) => one.day === day)).at(-1);
  const end = last && !overnight(last) ? minutes(last.end) : NaN;
  const free = !Number.isNaN(end) && end + 120 < DAY;
  const fresh = free
    ? { day, start: clock(end + 60), end: clock(Math.min(end + 240, DAY - 1)) }
    : { day, start: "09:00", end: "18:00" };
  return [...stretches, fresh];
}

export const same = (a: readonly Stretch[], b: readonly Stretch[]) =>
  JSON.stringify(sorted(a).map(({ day, start, end }) => [day, minutes(start), minutes(end)])) ===
  JSON.stringify(sorted(b).map(({ day, start, end }) => [day, minutes(start), minutes(end)]));

/** The wire may carry seconds; fields show minutes. */
export const shown = (stretches: readonly Stretch[]): Stretch[] =>
  sorted(stretches.map(({ day, start, end }) => ({ day, start: start.slice(0, 5), end: end.slice(0, 5) })));
