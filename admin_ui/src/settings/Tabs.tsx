/** The tabs of a page, and the panel of the one that is shown; arrows walk them. Which one that is stands in the address. */
import type { KeyboardEvent, ReactNode } from "react";
import { useFormat } from "../texts/useFormat";
import css from "./Tabs.module.css";

interface Tab<Name extends string> {
  name: Name;
  words: string;
  /** How much there is on it, once that is known. */
  count?: number;
}

interface Props<Name extends string> {
  label: string;
  tabs: Tab<Name>[];
  current: Name;
  open: (name: Name) => void;
  /** What stands at the end of their line. */
  beside?: ReactNode;
  children: ReactNode;
}

export function Tabs<Name extends string>({ label, tabs, current, open, beside, children }: Props<Name>) {
  const { number } = useFormat();
  const press = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    const next = tabs[tabs.findIndex(({ name }) => name === current) + step];
    if (step === 0 || next === undefined) return;
    event.preventDefault();
    open(next.name);
    document.getElementById(`tab-${next.name}`)?.focus();
  };
  return (
    <>
      <div className={css.line}>
        <div role="tablist" aria-label={label} onKeyDown={press}>
          {tabs.map(({ name, words, count }) => (
            <button
              key={name}
              id={`tab-${name}`}
              type="button"
              role="tab"
              className={css.tab}
              aria-selected={name === current}
              aria-controls="tab-panel"
              tabIndex={name === current ? 0 : -1}
              onClick={() => open(name)}
            >
              {words}
              {count !== undefined && <b>{number(count)}</b>}
            </button>
          ))}
        </div>
        {beside}
      </div>
      <div role="tabpanel" id="tab-panel" aria-labelledby={`tab-${current}`}>
        {children}
      </div>
    </>
  );
}
