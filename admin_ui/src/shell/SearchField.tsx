/** A field that narrows a list as one types. */
import { IconSearch } from "@tabler/icons-react";
import css from "./SearchField.module.css";

interface Props {
  label: string;
  value: string;
  change: (to: string) => void;
  /** How wide it stands among its neighbours. */
  className?: string | undefined;
}

export function SearchField({ label, value, change, className = "" }: Props) {
  return (
    <div className={`${css.search} ${className}`}>
      <IconSearch size={20} aria-hidden />
      <input
        type="search"
        aria-label={label}
        placeholder={label}
        value={value}
        onChange={({ target }) => change(target.value)}
      />
    </div>
  );
}
