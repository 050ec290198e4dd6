/** Under the message that is to go: what that means, and once more whether. */
import { useEffect, useRef, type KeyboardEvent } from "react";
import { useTranslation } from "../texts/useTranslation";
import css from "./Said.module.css";

export function AskDelete({ note, remove, keep }: { note: boolean; remove: () => void; keep: () => void }) {
  const { t } = useTranslation();
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  const leave = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    keep();
  };
  return (
    <div className={css.ask} role="group" aria-label={t("delete.ask")} onKeyDown={leave}>
      <span>{t(note ? "delete.note" : "delete.message")}</span>
      <span className={css.answers}>
        <button ref={first} type="button" data-danger onClick={remove}>
          {t("delete.do")}
        </button>
        <button type="button" onClick={keep}>
          {t("delete.keep")}
        </button>
      </span>
    </div>
  );
}
