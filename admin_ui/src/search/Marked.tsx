/** A text with what was sought in it set off. */
import css from "./Marked.module.css";
import { pieces, type Span } from "./match";

export function Marked({ text, spans }: { text: string; spans: readonly Span[] }) {
  return pieces(text, spans).map(({ text: piece, marked }, at) =>
    marked ? (
      <mark key={at} className={css.mark}>
        {piece}
      </mark>
    ) : (
      piece
    ),
  );
}
