/** A text in which what was searched for is marked. */
import css from "./ChatRow.module.css";

export function Marked({ text, ranges }: { text: string; ranges: readonly (readonly number[])[] }) {
  let at = 0;
  return (
    <>
      {ranges.map(([start = 0, end = 0]) => {
        const before = text.slice(at, start);
        at = end;
        return (
          <span key={start}>
            {before}
            <mark className={css.mark}>{text.slice(start, end)}</mark>
          </span>
        );
      })}
      {text.slice(at)}
    </>
  );
}
