/** A switch: on is filled with a large knob, off an outline with a small one; never colour alone. */
import { useId } from "react";
import css from "./Switch.module.css";

export function Switch({ label, on, change }: { label: string; on: boolean; change: (on: boolean) => void }) {
  const id = useId();
  return (
    <span className={css.line}>
      <label htmlFor={id}>{label}</label>
      <button
        id={id}
        className={css.switch}
        type="button"
        role="switch"
        aria-checked={on}
        onClick={() => change(!on)}
      />
    </span>
  );
}
