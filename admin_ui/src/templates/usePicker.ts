/** The list of templates over the field: opened by "/", walked with arrows while one goes on typing. */
import { useQuery } from "@tanstack/react-query";
import { useId, useState, type KeyboardEvent, type SyntheticEvent } from "react";
import { templatesQuery } from "../api/settingsQueries";
import type { Template } from "../api/types";
import { insertText } from "../conversation/insert";
import type { Writing } from "../conversation/useComposer";
import { find, groupsOf, ofLevel, type Found } from "./groups";
import { slashAt } from "./slash";

const MOST = 60;

/** One's own first, each level under its headings. */
export const inOrder = (all: readonly Template[]): Template[] =>
  [ofLevel(all, "personal"), ofLevel(all, "global")].flatMap((level) => groupsOf(level).flatMap(({ items }) => items));

export function usePicker(writing: Writing) {
  const { field, text } = writing;
  const list = useId();
  const [caret, setCaret] = useState(0);
  const [dismissed, setDismissed] = useState<number | null>(null);
  const [active, setActive] = useState(0);
  const slash = slashAt(text, Math.min(caret, text.length));
  const { data } = useQuery({ ...templatesQuery, enabled: slash !== null });
  const wanted = slash !== null && slash.at !== dismissed && data !== undefined;
  const found: Found[] = wanted ? find(inOrder(data.items), slash.sought).slice(0, MOST) : [];
  const none = wanted && data.items.length === 0 && slash.sought === "";
  const shown = found.length > 0;
  const at = Math.min(active, found.length - 1);
  const option = (id: number) => `${list}-${id}`;

  function choose({ text: words }: Template): void {
    const element = field.current;
    const here = element && slashAt(element.value, element.selectionStart);
    if (!here) return;
    insertText(element, words, here.at, element.selectionStart);
    setActive(0);
  }

  /** Opens the list as the key does. */
  function open(): void {
    if (!field.current) return;
    const before = field.current.value[field.current.selectionStart - 1];
    setDismissed(null);
    insertText(field.current, before === undefined || /\s/.test(before) ? "/" : " /");
  }

  function press(event: KeyboardEvent): void {
    const plain = !event.shiftKey && !event.altKey && !event.ctrlKey && !event.metaKey;
    if (shown && plain && !event.nativeEvent.isComposing) {
      const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
      const takes = event.key === "Enter" || event.key === "Tab";
      if (by !== 0) setActive((at + by + found.length) % found.length);
      if (takes) choose(found[at]!.template);
      if (by !== 0 || takes) return event.preventDefault();
    }
    if (event.key === "Escape" && (shown || none)) {
      event.preventDefault();
      return setDismissed(slash?.at ?? null);
    }
    writing.press(event);
  }

  const moved = ({ currentTarget }: SyntheticEvent<HTMLTextAreaElement>) => {
    setCaret(currentTarget.selectionStart);
    if (slashAt(currentTarget.value, currentTarget.selectionStart) === null) setDismissed(null);
    if (currentTarget.selectionStart !== caret) setActive(0);
  };

  return {
    list,
    option,
    found,
    none,
    seeking: slash !== null && slash.sought.trim() !== "",
    sought: slash?.sought ?? "",
    active: shown ? found[at]!.template.id : null,
    choose,
    open,
    /** What the field does besides. */
    field: {
      onKeyDown: press,
      onInput: moved,
      onSelect: moved,
      "aria-autocomplete": "list" as const,
      "aria-controls": shown ? list : undefined,
      "aria-activedescendant": shown ? option(found[at]!.template.id) : undefined,
    },
  };
}
export type Picker = ReturnType<typeof usePicker>;
