/** The title of the page: how many messages wait for me. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { unreadOf } from "../chats/rows";
import { rowsQuery } from "../chats/useRowList";
import type { Scope } from "../chats/views";
import { useTranslation } from "../texts/useTranslation";
import { useSession } from "./session";

export function useTitle(): void {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const { me, live } = useSession();
  const mine = useMemo<Scope>(
    () => ({ view: "in_progress", empty: false, only: { filters: { holder: "me" }, zone: me.company.zone, me: me.id } }),
    [me.id, me.company.zone],
  );
  const { data } = useQuery(rowsQuery(cache, live.feed.rows, mine));
  const unread = unreadOf(data?.rows ?? []);
  const product = t("product");
  useEffect(() => {
    document.title = unread > 0 ? `(${unread}) ${product}` : product;
  }, [unread, product]);
}
