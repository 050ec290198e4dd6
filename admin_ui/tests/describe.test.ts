import { expect, it } from "vitest";
import { drawn, endingOf, halves, sizeOf } from "../src/files/describe";

it("counts sizes as systems do", () => {
  expect(sizeOf(0)).toEqual({ size: 0, unit: "b" });
  expect(sizeOf(1023)).toEqual({ size: 1023, unit: "b" });
  expect(sizeOf(188_416)).toEqual({ size: 184, unit: "kb" });
  expect(sizeOf(1024 * 1024 - 1)).toEqual({ size: 1, unit: "mb" });
  expect(sizeOf(10 * 1024 * 1024)).toEqual({ size: 10, unit: "mb" });
  expect(sizeOf(3_000_000)).toEqual({ size: 2.9, unit: "mb" });
});

it("knows the ending of a name, if it has one", () => {
  expect(["tea.pdf", "a.tar.gz", "README", ".env", "tea.of the day"].map(endingOf)).toEqual(["PDF", "GZ", "", "", ""]);
});

it("cuts a long name in the middle, so that its ending stays", () => {
  expect(halves("tea.pdf")).toEqual(["tea.pdf", ""]);
  const [start, end] = halves("Договор поставки чая на 2027 год.docx");
  expect(start + end).toBe("Договор поставки чая на 2027 год.docx");
  expect(end).toBe("27 год.docx");
  expect(halves("☕".repeat(64)).join("")).toBe("☕".repeat(64));
  expect(halves("👨‍👩‍👧".repeat(20))[1]).not.toContain("�");
});

it("draws pictures within 320 × 240, with room for the time on them", () => {
  expect(drawn({ width: 1600, height: 900 })).toEqual({ width: 320, height: 180 });
  expect(drawn({ width: 600, height: 2400 })).toEqual({ width: 88, height: 240 });
  expect(drawn({ width: 100, height: 80 })).toEqual({ width: 100, height: 80 });
  expect(drawn({ width: 1, height: 1 })).toEqual({ width: 88, height: 56 });
});
