/** What stands over the right side of a page: a form of its own, full screen on a phone. Its owner decides whether Esc closes it. */
import { ActionIcon } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useEffect, useRef, type MouseEvent, type ReactNode, type SyntheticEvent } from "react";
import { useTranslation } from "../texts/useTranslation";
import css from "./Drawer.module.css";

interface Props {
  title: string;
  /** Asked for by Esc, the cross, or a press beside it. */
  close: () => void;
  foot: ReactNode;
  children: ReactNode;
}

export function Drawer({ title, close, foot, children }: Props) {
  const { t } = useTranslation();
  const drawer = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    drawer.current?.showModal();
    heading.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  const cancel = (event: SyntheticEvent) => {
    if (event.target !== drawer.current) return;
    event.preventDefault();
    close();
  };
  // A browser may close it all the same when Esc is pressed twice; while there is something to lose it comes back.
  const closed = ({ target }: SyntheticEvent) => {
    if (target !== drawer.current) return;
    close();
    requestAnimationFrame(() => drawer.current?.isConnected && !drawer.current.open && drawer.current.showModal());
  };
  const beside = ({ target }: MouseEvent) => target === drawer.current && close();
  return (
    <dialog
      ref={drawer}
      className={css.drawer}
      aria-label={title}
      onCancel={cancel}
      onClose={closed}
      onMouseDown={beside}
    >
      <div className={css.inside}>
        <header>
          <h2 ref={heading} tabIndex={-1}>
            <bdi>{title}</bdi>
          </h2>
          <ActionIcon size={36} aria-label={t("close")} onClick={close}>
            <IconX size={20} />
          </ActionIcon>
        </header>
        <div className={css.body}>{children}</div>
        <footer>{foot}</footer>
      </div>
    </dialog>
  );
}
