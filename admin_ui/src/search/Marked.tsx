/** A text with what was sought in it set off. */
import css from "./Marked.module.css";
import { pieces } from "./match";

interface Props {
  text: string;
  spans: readonly (readonly number[])[];
  /** How the marks look where they are not to look as in menus. */
  className?: string | undefined;
}

export function Marked({ text, spans, className = css.mark }: Props) {
  return pieces(text, spans).map(({ text: piece, marked }, at) =>
    marked ? (
      <mark key={at} className={className}>
        {piece}
      </mark>
    ) : (
      piece
    ),
  );
}
