/** The rows of a list, drawn only where they are seen: ten thousand of them stay quick. */
import { useVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useMemo, useRef } from "react";
import type { Row } from "../api/types";
import { useGo, usePlace } from "../shell/place";
import { useTranslation } from "../texts/useTranslation";
import css from "./ChatList.module.css";
import { ChatRow } from "./ChatRow";
import { heightOf, itemsOf, keyOf, type Item } from "./items";
import { rowId, useListKeys } from "./useListKeys";
import { useSteadyPointer } from "./useSteadyPointer";
import { isBare, type Scope } from "./views";

/** So many rows before the end the next page is asked for. */
const AHEAD = 20;

interface Props {
  rows: Row[];
  scope: Scope;
  hasMore: boolean;
  more: () => void;
}

type Drawn = { item: Item; start: number };

/** Rows under one heading belong together for those who cannot see the heading. */
function byGroup(drawn: Drawn[]): Drawn[][] {
  const parts: Drawn[][] = [];
  for (const one of drawn) {
    const group = one.item.group;
    const part = parts.at(-1);
    if (part?.[0]?.item.group === group) part.push(one);
    else parts.push([one]);
  }
  return parts;
}

export function ChatList({ rows, scope, hasMore, more }: Props) {
  const { view, q } = scope;
  const { t } = useTranslation();
  const go = useGo();
  const { chat: open } = usePlace();
  const box = useRef<HTMLDivElement>(null);
  const items = useMemo(() => itemsOf(rows, { view, q }), [rows, view, q]);
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => box.current,
    estimateSize: (i) => heightOf(items[i]!),
    getItemKey: (i) => keyOf(items[i]!),
    overscan: 5,
    paddingEnd: 8,
  });
  useEffect(() => virtual.measure(), [virtual, items]);
  const lead = useSteadyPointer(box, items);

  const shown = virtual.getVirtualItems();
  const lastShown = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && lastShown >= items.length - AHEAD) more();
  }, [hasMore, lastShown, items.length, more]);

  const enter = useCallback((row: Row) => go({ view, chat: row.id, at: row.hit?.seq ?? undefined }), [go, view]);
  const keys = useListKeys(items, open, enter, (index) => virtual.scrollToIndex(index));
  const drawn = shown.map(({ index, start }) => ({ item: items[index]!, start }));

  return (
    <div
      ref={box}
      className={css.box}
      data-bare={isBare(scope) || undefined}
      {...keys.box}
      role="listbox"
      aria-label={t(`view.${view}`)}
      tabIndex={0}
    >
      <div
        className={css.whole}
        style={{ height: virtual.getTotalSize() + lead, paddingTop: lead }}
        role="presentation"
      >
        {byGroup(drawn).map((part) => (
          <Part key={part[0]?.item.group ?? "all"} part={part} lead={lead}>
            {(row, index) => (
              <ChatRow
                row={row}
                id={rowId(row.id)}
                open={row.id === open}
                active={row.id === keys.active}
                place={index + 1}
                of={hasMore ? -1 : rows.length}
                enter={enter}
              />
            )}
          </Part>
        ))}
      </div>
    </div>
  );
}

function Part({
  part,
  lead,
  children,
}: {
  part: Drawn[];
  lead: number;
  children: (row: Row, index: number) => React.ReactNode;
}) {
  const { t } = useTranslation();
  const group = part[0]?.item.group ?? null;
  return (
    <div role={group === null ? "presentation" : "group"} aria-label={group === null ? undefined : t(`group.${group}`)}>
      {part.map(({ item, start }) => (
        <div
          key={keyOf(item)}
          className={css.place}
          style={{ transform: `translateY(${start + lead}px)` }}
          role="presentation"
        >
          {item.type === "head" ? (
            <div className={css.head} aria-hidden>
              {t(`group.${item.group}`)} <span className={css.count}>{item.count}</span>
            </div>
          ) : (
            children(item.row, item.index)
          )}
        </div>
      ))}
    </div>
  );
}
