/** The text of a message, with its addresses as links. */
import { piecesOf } from "./links";
import css from "./Log.module.css";

export const Words = ({ text }: { text: string }) => (
  <span className={css.words}>
    {piecesOf(text).map(({ text: piece, href }, i) =>
      href ? (
        <a key={i} href={href} target="_blank" rel="noopener noreferrer">
          {piece}
        </a>
      ) : (
        piece
      ),
    )}
  </span>
);
