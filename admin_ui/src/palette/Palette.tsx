/** The command palette: one field that finds actions, chats and templates. */
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import { Marked } from "../search/Marked";
import { Dialog } from "../shell/Dialog";
import { names } from "../shell/keys";
import { useFormat } from "../texts/useFormat";
import { useTranslation } from "../texts/useTranslation";
import words from "../theme/words.module.css";
import { groups, hitsIn, type GroupName, type Hit } from "./hits";
import css from "./Palette.module.css";
import { useEntries, type Choice } from "./useEntries";

const FEW = 4;
const MANY = 50;

interface Section {
  name: GroupName;
  hits: Hit<Choice>[];
}

interface OptionProps {
  hit: Hit<Choice>;
  id: string;
  active: boolean;
  point: () => void;
  choose: () => void;
}

function Option({ hit: { entry, title, about }, id, active, point, choose }: OptionProps) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (active) element.current?.scrollIntoView({ block: "nearest" });
  }, [active]);
  return (
    <div
      ref={element}
      id={id}
      className={css.hit}
      role="option"
      aria-selected={active}
      onMouseMove={point}
      onMouseDown={(event) => event.preventDefault()}
      onClick={choose}
    >
      <span className={css.mark}>{entry.mark}</span>
      <span className={css.title} dir="auto">
        <Marked text={entry.title} spans={title} />
      </span>
      <span className={css.about} dir="auto">
        <Marked text={about.text} spans={about.spans} />
      </span>
      {(active || entry.keys) && <kbd aria-hidden={active || undefined}>{active ? names.enter : entry.keys}</kbd>}
    </div>
  );
}

function Foot() {
  const { t } = useTranslation();
  return (
    <p className={css.foot} aria-hidden>
      <span>
        <kbd>↑</kbd> <kbd>↓</kbd> {t("templates.choose")}
      </span>
      <span>
        <kbd>Enter</kbd> {t("palette.open")}
      </span>
      <span>
        <kbd>Tab</kbd> {t("palette.only")}
      </span>
      <span>
        <kbd>Esc</kbd> {t("palette.leave")}
      </span>
    </p>
  );
}

/** What fits, and which of it is pointed at. */
function useHits(sought: string, only: GroupName | null) {
  const entries = useEntries(sought);
  const [active, setActive] = useState(0);
  const sections: Section[] = groups
    .filter((name) => only === null || name === only)
    .map((name) => ({ name, hits: hitsIn(entries[name], sought, only === null ? FEW : MANY) }))
    .filter(({ hits }) => hits.length > 0);
  const all = sections.flatMap(({ name, hits }) => hits.map((hit) => ({ name, hit })));
  const at = Math.min(active, all.length - 1);
  return { sections, all, at, current: all[at], setActive };
}

export default function Palette({ close }: { close: () => void }) {
  const { t } = useTranslation();
  const { quote } = useFormat();
  const list = useId();
  const [sought, setSought] = useState("");
  const [only, setOnly] = useState<GroupName | null>(null);
  const { sections, all, at, current, setActive } = useHits(sought, only);
  const optionId = (entry: Choice) => `${list}-${entry.id}`;

  function choose(entry: Choice): void {
    close();
    // The dialog gives the focus back first.
    requestAnimationFrame(entry.run);
  }
  function narrow(to: GroupName | null): void {
    setOnly(to);
    setActive(0);
  }
  function press(event: KeyboardEvent): void {
    const { key } = event;
    const by = key === "ArrowDown" ? 1 : key === "ArrowUp" ? -1 : 0;
    const toggles = event.code === "KeyK" && (event.ctrlKey || event.metaKey);
    if (by !== 0 && all.length > 0) setActive((at + by + all.length) % all.length);
    else if (key === "Enter" && !event.nativeEvent.isComposing) current && choose(current.hit.entry);
    else if (key === "Tab") narrow(only === null && !event.shiftKey ? (current?.name ?? null) : null);
    else if (key === "Backspace" && sought === "" && only !== null) narrow(null);
    else if (toggles) close();
    else return;
    event.preventDefault();
  }

  return (
    <Dialog opened close={close} label={t("palette.label")} place="palette">
      <div className={css.field}>
        <IconSearch size={20} aria-hidden />
        {only && <span className={css.only}>{t(`palette.group.${only}`)}</span>}
        <input
          type="text"
          role="combobox"
          aria-label={t("palette.field")}
          aria-expanded={all.length > 0}
          aria-controls={list}
          aria-autocomplete="list"
          aria-activedescendant={current && optionId(current.hit.entry)}
          placeholder={t("palette.field")}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
          value={sought}
          onChange={({ target }) => {
            setSought(target.value);
            setActive(0);
          }}
          onKeyDown={press}
        />
        <kbd aria-hidden>{names.escape}</kbd>
      </div>
      <div className={css.results} id={list} role="listbox" aria-label={t("palette.found")}>
        {sections.map(({ name, hits }) => (
          <div key={name} role="group" aria-label={t(`palette.group.${name}`)}>
            <h3 aria-hidden>{t(`palette.group.${name}`)}</h3>
            {hits.map((hit) => (
              <Option
                key={hit.entry.id}
                hit={hit}
                id={optionId(hit.entry)}
                active={hit === current?.hit}
                point={() => setActive(all.findIndex((one) => one.hit === hit))}
                choose={() => choose(hit.entry)}
              />
            ))}
          </div>
        ))}
      </div>
      <p className={all.length === 0 ? css.none : words.unseen} role="status">
        {all.length === 0
          ? t("plugins.none_found", { words: quote(sought.trim()) })
          : t("palette.count", { count: all.length })}
      </p>
      <Foot />
    </Dialog>
  );
}
