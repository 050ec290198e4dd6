/** One of two or three things, all in sight. */
import { useId } from "react";
import css from "./Segments.module.css";

interface Props<T extends string> {
  label: string;
  value: T;
  options: readonly { value: T; label: string }[];
  change: (value: T) => void;
  /** The label is only for those who cannot see what it is about. */
  bare?: boolean;
  small?: boolean;
}

export function Segments<T extends string>({ label, value, options, change, bare, small }: Props<T>) {
  const name = useId();
  return (
    <fieldset className={css.set} aria-label={bare ? label : undefined}>
      {!bare && <legend>{label}</legend>}
      <div className={css.track} data-small={small || undefined}>
        {options.map((option) => (
          <label key={option.value} className={css.segment}>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => change(option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
