// What kind of screen the page is on.

/** Here the window covers the page. The style sheets ask the same. */
export const small = matchMedia("(max-width: 480px), (max-height: 480px)");

export const dark = matchMedia("(prefers-color-scheme: dark)");

/** Whether fingers press here: then a keyboard on the screen must not jump up by itself, and Enter makes a new line. */
export function isTouch(): boolean {
  return matchMedia("(pointer: coarse)").matches;
}
