/** One of the three steps: done, at hand, or to come. */
import { IconCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "../texts/useTranslation";
import css from "./FirstRun.module.css";

interface Props {
  number: number;
  now: number;
  title: string;
  /** What was done in it. */
  summary?: string;
  /** What it will ask. */
  next: string;
  change?: () => void;
  children: ReactNode;
}

export function Step({ number, now, title, summary, next, change, children }: Props) {
  const { t } = useTranslation();
  const state = summary !== undefined && number !== now ? "done" : number === now ? "now" : "next";
  return (
    <section className={css.step} data-state={state} aria-current={state === "now" ? "step" : undefined}>
      <header>
        <span className={css.number}>
          {state === "done" ? <IconCheck size={16} aria-label={t("first.done")} role="img" /> : number}
        </span>
        <h2>{title}</h2>
        <span className={css.summary}>
          {state === "done" && summary}
          {state === "next" && next}
          {state === "done" && change && (
            <button type="button" onClick={change}>
              {t("first.change")}
            </button>
          )}
        </span>
      </header>
      {state === "now" && <div className={css.body}>{children}</div>}
    </section>
  );
}
