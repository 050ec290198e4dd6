/** What lies over the page: the browser's own dialog, which keeps the focus and closes on Esc. */
import { useLayoutEffect, useRef, type MouseEvent, type ReactNode } from "react";
import css from "./Dialog.module.css";

interface Props {
  opened: boolean;
  close: () => void;
  label: string;
  place: "centre" | "left" | "bottom" | "palette" | "whole";
  children: ReactNode;
}

export function Dialog({ opened, close, label, place, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const content = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = dialog.current;
    if (!opened || !element) return;
    element.showModal();
    (content.current?.querySelector<HTMLElement>("[data-autofocus]") ?? content.current)?.focus();
    return () => element.close(); // gives the focus back, as long as it is in the page
  }, [opened]);
  if (!opened) return null;
  // The dialog has no padding of its own: a press on it is a press beside its content.
  const beside = ({ target }: MouseEvent) => target === dialog.current && dialog.current?.close();
  return (
    <dialog ref={dialog} className={css.dialog} data-place={place} aria-label={label} onClose={close} onClick={beside}>
      <div ref={content} className={css.content} tabIndex={-1}>
        {children}
      </div>
    </dialog>
  );
}
