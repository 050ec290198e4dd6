/** A part of the panel that can be folded; the browser remembers it. */
import { IconChevronDown, IconChevronRight, IconPuzzle } from "@tabler/icons-react";
import { useId, useState, type ReactNode } from "react";
import { keep, recall } from "../state/storage";
import css from "./Panel.module.css";

interface Props {
  name: string;
  title: string;
  count?: ReactNode;
  /** It comes from a plugin. */
  plugin?: boolean;
  children: ReactNode;
}

export function Section({ name, title, count, plugin, children }: Props) {
  const id = useId();
  const [open, setOpen] = useState(() => recall(`section.${name}`) !== "folded");
  const toggle = () => {
    keep(`section.${name}`, open ? "folded" : "open");
    setOpen(!open);
  };
  const Chevron = open ? IconChevronDown : IconChevronRight;
  return (
    <section className={css.section}>
      <h3>
        <button type="button" aria-expanded={open} aria-controls={id} onClick={toggle}>
          {plugin && <IconPuzzle className={css.puzzle} size={16} aria-hidden />}
          {title}
          {count !== undefined && <span className={css.count}>{count}</span>}
          <Chevron size={16} aria-hidden />
        </button>
      </h3>
      <div id={id} className={css.body} hidden={!open}>
        {children}
      </div>
    </section>
  );
}
