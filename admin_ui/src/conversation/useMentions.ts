/** Offers colleagues while a name is typed after `@` in a note. */
import { useEffect, useId, useState, type KeyboardEvent } from "react";
import type { FaceState } from "../api/types";
import { useSession } from "../shell/session";
import { useStore } from "../state/store";
import { fitting, queryAt, withName } from "./mentions";
import type { Writing } from "./useComposer";

export function useMentions({ mode, field, text, write }: Pick<Writing, "mode" | "field" | "text" | "write">) {
  const { me, live } = useSession();
  const list = useId();
  const team = useStore(live.feed.team, (all) => all);
  const [caret, setCaret] = useState(0);
  const [marked, setMarked] = useState(0);
  const [hiddenAt, setHiddenAt] = useState<string | null>(null);
  const query = mode === "note" ? queryAt(text, Math.min(caret, text.length)) : null;
  const begun = query === null ? null : text.slice(0, caret - query.length);
  const offered =
    query === null || begun === hiddenAt ? [] : fitting(query, (team ?? []).filter(({ id }) => id !== me.id));
  useEffect(() => {
    if (query === null) setHiddenAt(null);
  }, [query]);
  const at = Math.min(marked, offered.length - 1);

  const look = () => setCaret(field.current?.selectionStart ?? 0);
  const choose = ({ name }: FaceState) => {
    if (query === null) return;
    const next = withName(text, caret, query, name);
    write(next.text);
    setCaret(next.caret);
    setMarked(0);
    field.current?.focus();
    requestAnimationFrame(() => field.current?.setSelectionRange(next.caret, next.caret));
  };
  /** Whether the key was meant for the list. */
  const press = (event: KeyboardEvent): boolean => {
    const one = offered[at];
    if (one === undefined || event.nativeEvent.isComposing) return false;
    if (event.key === "ArrowDown") setMarked((at + 1) % offered.length);
    else if (event.key === "ArrowUp") setMarked((at + offered.length - 1) % offered.length);
    else if (event.key === "Enter" || event.key === "Tab") choose(one);
    else if (event.key === "Escape") setHiddenAt(begun);
    else return false;
    event.preventDefault();
    return true;
  };
  const optionId = (id: number) => `${list}-${id}`;
  const active = offered[at];
  const aria = active && {
    "aria-autocomplete": "list" as const,
    "aria-controls": list,
    "aria-activedescendant": optionId(active.id),
  };
  return { list, offered, active: active?.id, choose, look, press, aria, optionId };
}
export type Mentioning = ReturnType<typeof useMentions>;
