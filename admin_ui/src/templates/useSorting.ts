/** Putting templates in order, from one heading to another too. */
import { useMemo, useState } from "react";
import type { Template } from "../api/types";
import { announce } from "../settings/announce";
import { useSorting as useRows, type Step } from "../settings/useSorting";
import { useFormat } from "../texts/useFormat";
import { useTranslation } from "../texts/useTranslation";
import { beside, groupsOf, nameOf, numberOf, sameOrder, step, type Group } from "./groups";

/** Before or after the template under the pointer, as the half that it is on; before the first one of a heading. */
function follow(groups: Group[], id: number, x: number, y: number): Group[] {
  const row = document.elementFromPoint(x, y)?.closest<HTMLElement>("[data-template]");
  if (!row) return groups;
  const { top, height } = row.getBoundingClientRect();
  const after = row.dataset.head === undefined && y > top + height / 2;
  const to = beside(groups, id, Number(row.dataset.template), after);
  return sameOrder(to, groups) ? groups : to;
}

export function useSorting(all: readonly Template[], commit: (groups: Group[]) => void) {
  const { t } = useTranslation();
  const { quote } = useFormat();
  // Until the list itself has the new order.
  const [dropped, setDropped] = useState<{ from: readonly Template[]; groups: Group[] } | null>(null);
  const order = useMemo(() => (dropped?.from === all ? dropped.groups : groupsOf(all)), [dropped, all]);

  const tell = (what: Step, id: number, to: Group[]) => {
    if (what === "dropped" || what === "cancelled") return;
    const group = to.find(({ items }) => items.some((one) => one.id === id));
    const name = quote(nameOf(group!.items.find((one) => one.id === id)!));
    announce(t("templates.moved", { name, ...numberOf(to, id) }) + (group!.heading && `, ${group!.heading}`));
  };
  return useRows({
    order,
    step,
    follow,
    commit: (groups) => {
      setDropped({ from: all, groups });
      commit(groups);
    },
    tell,
  });
}
