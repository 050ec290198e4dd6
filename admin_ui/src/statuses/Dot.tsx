/** A status as a dot of its colour; its name stands beside it. */
import css from "./Dot.module.css";

export const Dot = ({ colour, large }: { colour: string; large?: boolean }) => (
  <span className={css.dot} data-colour={colour} data-large={large || undefined} aria-hidden />
);
