/** The system's list of files: the field that opens it, which has to be in the page, and opening it. */
import { useRef, type ChangeEvent } from "react";
import type { Tray } from "./useTray";

export function useFileChooser(tray: Tray) {
  const input = useRef<HTMLInputElement>(null);
  const chosen = ({ target }: ChangeEvent<HTMLInputElement>) => {
    tray.add(Array.from(target.files ?? []));
    target.value = "";
  };
  return {
    input: <input ref={input} type="file" multiple hidden tabIndex={-1} aria-hidden onChange={chosen} />,
    open: () => input.current?.click(),
  };
}
