/** All emoji in rows of eight: found by words, walked with arrows; those used lately first. */
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { match } from "../search/match";
import { useFormat } from "../texts/useFormat";
import { useLanguage } from "../texts/useLanguage";
import { useTranslation } from "../texts/useTranslation";
import { emoji, groups, nameOf, type Emoji, type EmojiGroup } from "./data";
import css from "./EmojiPanel.module.css";
import { recentEmoji, usedEmoji } from "./recent";

const COLUMNS = 8;

interface Section {
  name: EmojiGroup | "recent" | "found";
  rows: Emoji[][];
}

const inRows = (list: Emoji[]): Emoji[][] =>
  Array.from({ length: Math.ceil(list.length / COLUMNS) }, (_, row) => list.slice(row * COLUMNS, (row + 1) * COLUMNS));

const all = groups.flatMap((group) => emoji[group]);

function sectionsFor(sought: string, recent: readonly string[]): Section[] {
  if (sought.trim() !== "") {
    const whole = (one: Emoji) => Number(!one.words.split(" ").includes(sought.trim().toLowerCase()));
    const found = all
      .filter(({ char, words }) => char === sought.trim() || match([words], sought))
      .sort((a, b) => whole(a) - whole(b));
    return [{ name: "found", rows: inRows(found) }];
  }
  const used = recent.flatMap((char) => all.find((one) => one.char === char) ?? []);
  const sections: Section[] = groups.map((name) => ({ name, rows: inRows(emoji[name]) }));
  return used.length > 0 ? [{ name: "recent", rows: inRows(used) }, ...sections] : sections;
}

/** Where the arrows have come to: a row counted over all sections, and a column. */
function useWalk(rows: Emoji[][], back: () => void) {
  const [at, setAt] = useState({ row: 0, column: 0 });
  const place = { row: Math.min(at.row, Math.max(0, rows.length - 1)), column: at.column };
  const grid = useRef<HTMLDivElement>(null);
  const moved = useRef(false);
  useEffect(() => {
    if (moved.current) grid.current?.querySelector<HTMLElement>("[tabindex='0']")?.focus();
    moved.current = false;
  });
  function go(row: number, column: number): void {
    const target = rows[row];
    if (!target) return;
    moved.current = true;
    setAt({ row, column: Math.min(Math.max(0, column), target.length - 1) });
  }
  function press(event: KeyboardEvent): void {
    const { row, column } = place;
    const last = (rows[row]?.length ?? 1) - 1;
    const before = rows[row - 1];
    if (event.key === "ArrowRight") column < last ? go(row, column + 1) : go(row + 1, 0);
    else if (event.key === "ArrowLeft") column > 0 ? go(row, column - 1) : go(row - 1, before ? before.length - 1 : 0);
    else if (event.key === "ArrowDown") go(row + 1, column);
    else if (event.key === "ArrowUp") row > 0 ? go(row - 1, column) : back();
    else if (event.key === "Home") go(row, 0);
    else if (event.key === "End") go(row, last);
    else return;
    event.preventDefault();
  }
  const column = Math.min(place.column, (rows[place.row]?.length ?? 1) - 1);
  return { grid, press, go, at: { row: place.row, column } };
}

export default function EmojiPanel({ choose }: { choose: (char: string) => void }) {
  const { t } = useTranslation();
  const { quote } = useFormat();
  const language = useLanguage();
  const [sought, setSought] = useState("");
  const [recent] = useState(recentEmoji);
  const field = useRef<HTMLInputElement>(null);
  const sections = sectionsFor(sought, recent);
  const rows = sections.flatMap((section) => section.rows);
  const walk = useWalk(rows, () => field.current?.focus());
  useEffect(() => field.current?.focus(), []);
  const take = (char: string) => {
    usedEmoji(char);
    choose(char);
  };
  const inField = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown") walk.go(0, 0);
    else if (event.key === "Enter" && sought.trim() !== "" && rows[0]?.[0]) take(rows[0][0].char);
    else return;
    event.preventDefault();
  };
  let number = -1;
  return (
    <div className={css.panel}>
      <div className={css.find}>
        <IconSearch size={16} aria-hidden />
        <input
          ref={field}
          type="search"
          aria-label={t("emoji.find")}
          placeholder={t("emoji.find")}
          value={sought}
          onChange={({ target }) => setSought(target.value)}
          onKeyDown={inField}
        />
      </div>
      <div className={css.all} ref={walk.grid} onKeyDown={walk.press}>
        {rows.length === 0 && (
          <p className={css.none} role="status">
            {t("emoji.none", { words: quote(sought.trim()) })}
          </p>
        )}
        {sections.map((section) => (
          <section key={section.name} aria-label={t(`emoji.group.${section.name}`)} hidden={section.rows.length === 0}>
            <h3>{t(`emoji.group.${section.name}`)}</h3>
            {section.rows.map((row) => {
              const here = (number += 1);
              return (
                <div key={here} className={css.row}>
                  {row.map((one, column) => (
                    <button
                      key={one.char}
                      type="button"
                      aria-label={`${one.char} ${nameOf(one, language)}`}
                      title={nameOf(one, language)}
                      tabIndex={walk.at.row === here && walk.at.column === column ? 0 : -1}
                      onClick={() => take(one.char)}
                    >
                      {one.char}
                    </button>
                  ))}
                </div>
              );
            })}
          </section>
        ))}
      </div>
    </div>
  );
}
