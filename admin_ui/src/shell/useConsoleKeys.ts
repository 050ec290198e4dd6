/** Keys that work anywhere on the main screen. */
import { useQueryClient } from "@tanstack/react-query";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { neighbour } from "../chats/items";
import type { RowList } from "../chats/rows";
import { useScope } from "../chats/useScope";
import { rowsKey } from "../live/keys";
import { useOffers } from "../palette/offers";
import { useTranslation } from "../texts/useTranslation";
import { nextColumn } from "./columns";
import { names } from "./keys";
import { showKeys } from "./KeysDialog";
import { useGo, usePlace } from "./place";
import { useViews } from "./useDesk";
import { undoLast } from "./tell";
import { usePress } from "./usePress";

export function useConsoleKeys(): void {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const scope = useScope();
  const { view, chat } = usePlace();
  const go = useGo();
  const views = useViews();
  const stoodAt = useRef(0);
  const rows = () => cache.getQueryData<RowList>(rowsKey(scope))?.rows ?? [];

  useEffect(() => {
    const at = rows().findIndex(({ id }) => id === chat);
    if (at >= 0) stoodAt.current = at;
  });

  const step = (by: 1 | -1) => {
    const row = neighbour(rows(), chat, by, stoodAt.current);
    if (row) go({ view, chat: row.id });
  };
  useOffers("console", [
    { id: "next", title: t("palette.next"), keys: names.next, Icon: IconArrowDown, run: () => step(1) },
    { id: "previous", title: t("palette.previous"), keys: names.previous, Icon: IconArrowUp, run: () => step(-1) },
  ]);
  usePress({
    step: ({ by }) => step(by),
    view: ({ index }) => {
      const to = views[index];
      if (to) go({ view: to, chat: null });
    },
    columns: () => nextColumn(1),
    columns_back: () => nextColumn(-1),
    undo: undoLast,
    help: showKeys,
  });
}
