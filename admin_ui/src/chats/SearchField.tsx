/** Where one types what to search for: the list follows a moment after, and the address with it. */
import { IconSearch, IconX } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { names } from "../shell/keys";
import { usePhone } from "../shell/media";
import { usePress } from "../shell/usePress";
import { useTranslation } from "../texts/useTranslation";
import { longestQuery, useNarrow, useSetNarrow } from "./narrow";
import css from "./SearchField.module.css";

const AFTER_MS = 200;

/** What is typed, and after a moment, in the address. What the address says otherwise (going back, "reset") is shown. */
function useTyped(none: string | undefined) {
  const { q } = useNarrow();
  const set = useSetNarrow();
  const [typed, setTyped] = useState(q ?? "");
  const told = useRef(q ?? "");
  const timer = useRef(0);

  useEffect(() => {
    if ((q ?? "") === told.current) return;
    told.current = q ?? "";
    setTyped(told.current);
  }, [q]);
  useEffect(() => () => clearTimeout(timer.current), []);

  function change(to: string, afterMs = AFTER_MS): void {
    setTyped(to);
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => {
      const begins = told.current === "";
      told.current = to;
      set({ q: to === "" ? none : to }, !begins);
    }, afterMs);
  }
  return { typed, change };
}

/** `none`: what the address holds while nothing is typed. */
export function SearchField({ none, focused }: { none?: string; focused?: boolean }) {
  const { t } = useTranslation();
  const phone = usePhone();
  const { typed, change } = useTyped(none);
  const field = useRef<HTMLInputElement>(null);
  usePress({
    search: () => {
      field.current?.focus();
      field.current?.select();
    },
  });
  return (
    <div className={css.field} role="search">
      <IconSearch size={16} aria-hidden />
      <input
        ref={field}
        type="search"
        enterKeyHint="search"
        autoComplete="off"
        autoFocus={focused}
        aria-label={t("find.label")}
        aria-keyshortcuts="Alt+S"
        placeholder={t("find.label")}
        maxLength={longestQuery}
        value={typed}
        onChange={({ target }) => change(target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape" || typed === "") return;
          event.stopPropagation();
          change("", 0);
        }}
      />
      {typed !== "" ? (
        <button type="button" className={css.clear} aria-label={t("find.clear")} onClick={() => change("", 0)}>
          <IconX size={16} aria-hidden />
        </button>
      ) : (
        !phone && <kbd>{names.search}</kbd>
      )}
    </div>
  );
}
