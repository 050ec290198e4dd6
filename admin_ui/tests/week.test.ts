import { describe, expect, it } from "vitest";
import type { Stretch } from "../src/api/types";
import { added, copied, flawsOf, minutes, overnight, presets, same, shown, tidy } from "../src/hours/week";

const stretch = (day: number, start: string, end: string): Stretch => ({ day, start, end });

describe("times", () => {
  it.each([
    ["9", "09:00"],
    ["930", "09:30"],
    ["9.30", "09:30"],
    ["9:5", "9:5"],
    ["24:00", "00:00"],
    ["24:30", "24:30"],
    ["1875", "1875"],
    ["soon", "soon"],
  ])("%s is read as %s", (typed, read) => expect(tidy(typed)).toBe(read));

  it("are minutes since midnight, or nothing", () => {
    expect(minutes("09:30")).toBe(570);
    expect(minutes("9:5")).toBeNaN();
    expect(minutes("24:00")).toBeNaN();
  });
});

describe("stretches", () => {
  it("may last into the next day", () => {
    expect(overnight(stretch(4, "18:00", "02:00"))).toBe(true);
    expect(overnight(stretch(4, "00:00", "00:00"))).toBe(true);
    expect(overnight(stretch(4, "09:00", "18:00"))).toBe(false);
  });

  it("must not overlap, not even over midnight or the end of the week", () => {
    const night = stretch(4, "18:00", "02:00");
    expect([...flawsOf([night, stretch(5, "01:00", "03:00")])]).toEqual([[1, { key: "overlap", with: night }]]);
    expect(flawsOf([night, stretch(5, "02:00", "03:00")]).size).toBe(0);
    expect(flawsOf([stretch(0, "00:00", "05:00"), stretch(6, "22:00", "04:00")]).size).toBe(1);
    expect(flawsOf([stretch(0, "09:00", "12:00"), stretch(0, "12:00", "18:00")]).size).toBe(0);
    expect(flawsOf([stretch(0, "9", "12:00")]).get(0)).toEqual({ key: "time" });
  });

  it("are copied to other days in place of what was there", () => {
    const week = [stretch(0, "09:00", "18:00"), stretch(1, "10:00", "11:00"), stretch(5, "10:00", "12:00")];
    expect(copied(week, 0, [0, 1, 2])).toEqual([
      stretch(0, "09:00", "18:00"),
      stretch(1, "09:00", "18:00"),
      stretch(2, "09:00", "18:00"),
      stretch(5, "10:00", "12:00"),
    ]);
  });

  it("are added after the last one, else as usual", () => {
    expect(added([], 3)).toEqual([stretch(3, "09:00", "18:00")]);
    expect(added([stretch(3, "09:00", "13:00")], 3)[1]).toEqual(stretch(3, "14:00", "17:00"));
  });

  it("are the same in whatever order, with or without seconds", () => {
    const week = [...presets.weekdays].reverse().map((one) => ({ ...one, start: "09:00:00", end: "18:00:00" }));
    expect(same(shown(week), presets.weekdays)).toBe(true);
    expect(same([], presets.always)).toBe(true);
    expect(same([], presets.weekdays)).toBe(false);
  });
});
