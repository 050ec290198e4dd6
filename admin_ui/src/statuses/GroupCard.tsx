/** One group of statuses: its rows, which can be put in order, and the place for a new one. */
import { IconPlus } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import type { Status } from "../api/types";
import { useSorting, type Step } from "../settings/useSorting";
import { useFormat } from "../texts/useFormat";
import { useTranslation } from "../texts/useTranslation";
import words from "../theme/words.module.css";
import { StatusForm } from "./StatusForm";
import { StatusRow } from "./StatusRow";
import css from "./Statuses.module.css";
import { inOrder, moved, whyNot, type Group } from "./order";
import { useStatusName } from "./useStatusName";
import type { Statuses } from "./useStatuses";

interface Props {
  group: Group;
  /** Those of the group that are not hidden, in their order. */
  rows: Status[];
  all: Status[];
  counts: ReadonlyMap<number, number> | undefined;
  statuses: Statuses;
  moveChats: (status: Status) => void;
}

const NEW = "new";
const focusOn = (id: string) => document.getElementById(id)?.focus();

/** The row under the pointer, however far beside it. */
function rowAt(y: number): number | null {
  for (const row of document.querySelectorAll<HTMLElement>("[data-sortable]")) {
    const { top, bottom } = row.getBoundingClientRect();
    if (y >= top && y < bottom) return Number(row.dataset.sortable);
  }
  return null;
}

export function GroupCard({ group, rows, all, counts, statuses, moveChats }: Props) {
  const { t } = useTranslation();
  const { quote } = useFormat();
  const nameOf = useStatusName();
  const [editing, setEditing] = useState<number | typeof NEW | null>(null);
  const [said, setSaid] = useState("");
  const tell = (step: Step, id: number, ids: readonly number[]) => {
    const status = rows.find((row) => row.id === id);
    const place = ids.indexOf(id) + 1;
    setSaid(t(`statuses.step.${step}`, { name: quote(status ? nameOf(status) : ""), place, of: rows.length }));
  };
  const sorting = useSorting<readonly number[]>({
    order: rows.map(({ id }) => id),
    step: (ids, id, by) => moved(ids, id, ids.indexOf(id) + by),
    follow: (ids, id, _, y) => {
      const over = rowAt(y);
      return over === null ? ids : moved(ids, id, ids.indexOf(over));
    },
    commit: (ids) => void statuses.order(group, ids),
    tell,
  });
  // What gets the focus when a form goes is there only once it has gone.
  const next = useRef("");
  useEffect(() => {
    if (editing !== null || next.current === "") return;
    focusOn(next.current);
    next.current = "";
  }, [editing]);
  const taken = (but?: number) => all.filter(({ id, hidden }) => id !== but && !hidden).map(nameOf);
  const close = (to: string) => {
    next.current = to;
    setEditing(null);
  };
  return (
    <section className={css.group} aria-labelledby={`group-${group}`}>
      <header>
        <h2 id={`group-${group}`}>{t(`status.group.${group}`)}</h2>
        <p>{t(`statuses.about.${group}`)}</p>
      </header>
      <ul className={css.card} data-sorting={sorting.lifted !== null || undefined}>
        {inOrder(rows, sorting.order).map((status, at) =>
          editing === status.id ? (
            <li key={status.id} data-sortable={status.id}>
              <StatusForm
                initial={status}
                taken={taken(status.id)}
                save={(typed, seen) => statuses.change(seen ?? status, typed)}
                close={() => close(`edit-${status.id}`)}
              />
            </li>
          ) : (
            <StatusRow
              key={status.id}
              status={status}
              first={group === "in_progress" && at === 0}
              chats={counts?.get(status.id) ?? 0}
              counted={counts !== undefined}
              why={whyNot(status, all, counts?.get(status.id) ?? 0)}
              sorting={rows.length > 1 ? sorting : null}
              edit={() => setEditing(status.id)}
              remove={() => {
                focusOn(`add-${group}`);
                void statuses.remove(status);
              }}
              moveChats={() => moveChats(status)}
            />
          ),
        )}
        <li>
          {editing === NEW ? (
            <StatusForm
              initial={null}
              taken={taken()}
              save={(typed) => statuses.add(group, typed)}
              close={() => close(`add-${group}`)}
            />
          ) : (
            <button
              type="button"
              id={`add-${group}`}
              className={css.add}
              aria-label={`${t("statuses.add")}: ${t(`status.group.${group}`)}`}
              onClick={() => setEditing(NEW)}
            >
              <IconPlus size={16} aria-hidden />
              {t("statuses.add")}
            </button>
          )}
        </li>
      </ul>
      <p className={words.unseen} role="status" aria-live="assertive">
        {said}
      </p>
    </section>
  );
}
