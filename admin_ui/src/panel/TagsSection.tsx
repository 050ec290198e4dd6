/** The tags of the chat: seen by all who see it, edited by whoever leads it. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { IconX } from "@tabler/icons-react";
import { useId, useRef, useState, type KeyboardEvent } from "react";
import { tagChat } from "../api/calls";
import { asProblem } from "../api/problem";
import { tagsQuery } from "../api/queries";
import type { Row } from "../api/types";
import { mayLead } from "../chats/views";
import { useSession } from "../shell/session";
import { tell } from "../shell/tell";
import { isAmong } from "../texts/isAmong";
import { useProblemWords } from "../texts/useProblemWords";
import { useTranslation } from "../texts/useTranslation";
import { Section } from "./Section";
import { clean, MAX_CHARS, suggested } from "./tags";
import css from "./Tags.module.css";

/** Shown at once; put back if the server does not agree. */
function useTagging(row: Row) {
  const cache = useQueryClient();
  const { live } = useSession();
  const words = useProblemWords();
  return async (change: { add?: string[]; remove?: string[] }): Promise<void> => {
    const { rows } = live.feed;
    const before = rows.known(row.id) ?? row;
    const kept = before.tags.filter((tag) => !change.remove?.includes(tag));
    rows.place({ ...before, tags: [...kept, ...(change.add ?? [])] });
    try {
      rows.place(await tagChat(row.id, change));
      if (change.add) void cache.invalidateQueries(tagsQuery);
    } catch (error) {
      rows.place({ ...(rows.known(row.id) ?? before), tags: before.tags });
      tell({ text: words(asProblem(error)) });
    }
  };
}

interface EntryProps {
  tags: string[];
  add: (tag: string) => void;
  removeLast: () => void;
}

function Entry({ tags, add, removeLast }: EntryProps) {
  const { t } = useTranslation();
  const id = useId();
  const { data: lately = [] } = useQuery(tagsQuery);
  const [text, setText] = useState("");
  const [focused, setFocused] = useState(false);
  const [at, setAt] = useState(-1);
  const offered = suggested(lately, tags, text);
  const open = focused && offered.length > 0;
  const write = (next: string) => {
    setText(next);
    setAt(-1);
    setFocused(true);
  };
  const take = (tag: string) => {
    const whole = clean(tag);
    write("");
    if (whole !== "" && !isAmong(tags, whole)) add(whole);
  };
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && offered.length > 0) {
      event.preventDefault();
      setFocused(true);
      setAt((at + step + offered.length + (at < 0 && step < 0 ? 1 : 0)) % offered.length);
    } else if (event.key === "Enter" || event.key === ",") {
      event.preventDefault();
      take(offered[at] ?? text);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      event.stopPropagation();
      setFocused(false);
    } else if (event.key === "Backspace" && text === "") removeLast();
  };
  return (
    <div className={css.entry}>
      <input
        className={css.field}
        role="combobox"
        aria-expanded={open}
        aria-controls={`${id}list`}
        aria-autocomplete="list"
        aria-activedescendant={open && at >= 0 ? `${id}${at}` : undefined}
        aria-label={t("tags.add")}
        placeholder={t("tags.add")}
        maxLength={MAX_CHARS}
        value={text}
        onChange={({ target }) => write(target.value)}
        onFocus={() => setFocused(true)}
        onBlur={() => setFocused(false)}
        onKeyDown={press}
      />
      <ul id={`${id}list`} className={css.list} role="listbox" aria-label={t("tags.lately")} hidden={!open}>
        {offered.map((tag, i) => (
          <li
            key={tag}
            id={`${id}${i}`}
            role="option"
            aria-selected={i === at}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => take(tag)}
          >
            {tag}
          </li>
        ))}
      </ul>
    </div>
  );
}

export function TagsSection({ row }: { row: Row }) {
  const { t } = useTranslation();
  const { me } = useSession();
  const change = useTagging(row);
  const box = useRef<HTMLDivElement>(null);
  const lead = mayLead(me, row) && row.state !== "empty";
  if (!lead && row.tags.length === 0) return null;
  const remove = (tag: string) => {
    void change({ remove: [tag] });
    box.current?.querySelector("input")?.focus();
  };
  const last = row.tags.at(-1);
  return (
    <Section name="tags" title={t("tags.title")} count={row.tags.length || undefined}>
      <div ref={box} className={css.tags}>
        {row.tags.map((tag) => (
          <span key={tag} className={css.tag}>
            <span>{tag}</span>
            {lead && (
              <button type="button" aria-label={t("tags.remove", { tag })} onClick={() => remove(tag)}>
                <IconX size={14} aria-hidden />
              </button>
            )}
          </span>
        ))}
        {lead && (
          <Entry
            tags={row.tags}
            add={(tag) => void change({ add: [tag] })}
            removeLast={() => last !== undefined && remove(last)}
          />
        )}
      </div>
    </Section>
  );
}
