/** The keys of the console. They go by the place on the keyboard (`event.code`), so they work in every layout. Pure. */

export type Action =
  | { do: "step"; by: 1 | -1 }
  | { do: "take" | "reply" | "note" | "close" | "transfer" | "undo" | "search" | "palette" | "columns" | "columns_back" | "help" }
  | { do: "view"; index: number };

export interface Stroke {
  code: string;
  key: string;
  altKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
}

const mac = typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.platform);
const alt = mac ? "⌥" : "Alt ";
const mod = mac ? "⌘" : "Ctrl ";

const withAlt: Record<string, Action> = {
  KeyJ: { do: "step", by: 1 },
  KeyK: { do: "step", by: -1 },
  KeyT: { do: "take" },
  KeyL: { do: "reply" },
  KeyP: { do: "note" },
  KeyE: { do: "close" },
  KeyR: { do: "transfer" },
  KeyZ: { do: "undo" },
  KeyS: { do: "search" },
  Digit1: { do: "view", index: 0 },
  Digit2: { do: "view", index: 1 },
  Digit3: { do: "view", index: 2 },
  Digit4: { do: "view", index: 3 },
  Digit5: { do: "view", index: 4 },
};

export function actionOf(stroke: Stroke, inField: boolean): Action | null {
  const { code, key, altKey, ctrlKey, metaKey, shiftKey } = stroke;
  const withMod = mac ? metaKey && !ctrlKey : ctrlKey && !metaKey;
  if (code === "KeyK" && withMod && !altKey && !shiftKey) return { do: "palette" };
  if (ctrlKey || metaKey) return null;
  if (altKey) return shiftKey ? null : (withAlt[code] ?? null);
  if (code === "F6") return { do: shiftKey ? "columns_back" : "columns" };
  return key === "?" && !inField ? { do: "help" } : null;
}


/** As the keys are written beside what they do. */
export const names = {
  next: `${alt}J`,
  previous: `${alt}K`,
  take: `${alt}T`,
  reply: `${alt}L`,
  note: `${alt}P`,
  close: `${alt}E`,
  transfer: `${alt}R`,
  undo: `${alt}Z`,
  search: `${alt}S`,
  view: (index: number) => `${alt}${index + 1}`,
  columns: "F6",
  template: "/",
  enter: "Enter",
  newLine: "Shift Enter",
  arrows: "↑ ↓",
  editLast: "↑",
  mention: "@",
  findSetting: "/",
  rows: "J K",
  save: `${mod}S`,
  palette: `${mod}K`,
  escape: "Esc",
  help: "?",
};
