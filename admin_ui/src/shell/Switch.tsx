/** A switch: on is filled with a large knob, off an outline with a small one; never colour alone. */
import { useId } from "react";
import css from "./Switch.module.css";

interface KnobProps {
  on: boolean;
  change: (on: boolean) => void;
  id?: string;
  /** Where no label stands beside it. */
  label?: string;
  describedBy?: string;
  /** It is being done; pressing again is still possible. */
  busy?: boolean;
  /** It cannot be moved; `describedBy` tells why. */
  locked?: boolean;
}

export function Knob({ on, change, id, label, describedBy, busy, locked }: KnobProps) {
  return (
    <button
      id={id}
      className={css.switch}
      type="button"
      role="switch"
      aria-checked={on}
      aria-label={label}
      aria-describedby={describedBy}
      aria-disabled={locked || undefined}
      data-busy={busy || undefined}
      onClick={() => !locked && change(!on)}
    />
  );
}

export function Switch({ label, on, change }: { label: string; on: boolean; change: (on: boolean) => void }) {
  const id = useId();
  return (
    <span className={css.line}>
      <label htmlFor={id}>{label}</label>
      <Knob id={id} on={on} change={change} />
    </span>
  );
}
