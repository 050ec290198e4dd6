import { expect, it } from "vitest";
import { actionOf, type Stroke } from "../src/shell/keys";

const stroke = (fields: Partial<Stroke>): Stroke => ({
  code: "",
  key: "",
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  ...fields,
});

it("goes by the place of the key, in whatever layout", () => {
  expect(actionOf(stroke({ code: "KeyJ", key: "о", altKey: true }), true)).toEqual({ do: "step", by: 1 });
  expect(actionOf(stroke({ code: "KeyK", key: "˚", altKey: true }), true)).toEqual({ do: "step", by: -1 });
  expect(actionOf(stroke({ code: "KeyT", key: "е", altKey: true }), false)).toEqual({ do: "take" });
  expect(actionOf(stroke({ code: "Digit3", key: "3", altKey: true }), true)).toEqual({ do: "view", index: 2 });
});

it("leaves other combinations to the browser", () => {
  expect(actionOf(stroke({ code: "KeyT", key: "t", ctrlKey: true }), false)).toBeNull();
  expect(actionOf(stroke({ code: "KeyL", key: "l", altKey: true, ctrlKey: true }), false)).toBeNull();
  expect(actionOf(stroke({ code: "KeyJ", key: "J", altKey: true, shiftKey: true }), false)).toBeNull();
  expect(actionOf(stroke({ code: "KeyJ", key: "j" }), false)).toBeNull();
});

it("walks the columns both ways", () => {
  expect(actionOf(stroke({ code: "F6", key: "F6" }), true)).toEqual({ do: "columns" });
  expect(actionOf(stroke({ code: "F6", key: "F6", shiftKey: true }), true)).toEqual({ do: "columns_back" });
});

it("lists the keys outside of fields only", () => {
  expect(actionOf(stroke({ code: "Digit7", key: "?", shiftKey: true }), false)).toEqual({ do: "help" });
  expect(actionOf(stroke({ code: "Slash", key: "?", shiftKey: true }), true)).toBeNull();
});

it("opens the palette from fields too, in whatever layout", () => {
  expect(actionOf(stroke({ code: "KeyK", key: "л", ctrlKey: true }), true)).toEqual({ do: "palette" });
  expect(actionOf(stroke({ code: "KeyK", key: "K", ctrlKey: true, shiftKey: true }), false)).toBeNull();
});

it("hands over and undoes by the place of the key", () => {
  expect(actionOf(stroke({ code: "KeyR", key: "к", altKey: true }), true)).toEqual({ do: "transfer" });
  expect(actionOf(stroke({ code: "KeyZ", key: "я", altKey: true }), true)).toEqual({ do: "undo" });
});
