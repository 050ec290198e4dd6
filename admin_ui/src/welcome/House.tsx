/** The garden house around the sign-in card: its roof above, its floor below, however tall the card is. */
import type { ReactNode } from "react";
import css from "./House.module.css";

export const House = ({ children }: { children: ReactNode }) => (
  <div className={css.house}>
    <svg className={css.roof} viewBox="0 0 620 160" aria-hidden>
      <path d="M310 15v17" />
      <circle cx="310" cy="10" r="5" />
      <path d="M310 32c58 44 152 76 290 86H20c138-10 232-42 290-86Z" />
      <path d="M310 32c-8 34-46 66-96 86M310 32c8 34 46 66 96 86" />
      <path d="M20 118v12h580v-12" />
      <path d="M70 156c18 0 30-10 32-26M550 156c-18 0-30-10-32-26M58 156c-12 0-20-10-22-26M562 156c12 0 20-10 22-26" />
      <path d="M58 130v30M70 130v30M550 130v30M562 130v30" />
    </svg>
    <div className={css.room}>{children}</div>
    <svg className={css.floor} viewBox="0 0 620 24" aria-hidden>
      <path d="M40 1h540v10H40ZM20 11h580v10H20Z" />
    </svg>
  </div>
);
