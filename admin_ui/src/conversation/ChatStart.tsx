/** The first line of a chat: on which page it began. */
import { useQuery } from "@tanstack/react-query";
import { clientQuery } from "../api/queries";
import type { Row } from "../api/types";
import { useFormat } from "../texts/useFormat";
import { useTranslation } from "../texts/useTranslation";
import css from "./Log.module.css";
import { startPage } from "./startPage";

export function ChatStart({ row }: { row: Row }) {
  const { t } = useTranslation();
  const { clockTime, quote } = useFormat();
  const { data } = useQuery(clientQuery(row.id));
  if (row.state === "empty")
    return (
      <p className={css.event}>
        {row.page ? t("log.visiting", { page: quote(row.page.title || row.page.url) }) : t("row.silent")}
      </p>
    );
  const page = startPage(data?.visits ?? [], row.opened_at);
  if (page === null || row.opened_at === null) return null;
  return (
    <p className={css.event}>
      {t("log.began", { page: quote(page.title || page.url) })} ·{" "}
      <time dateTime={row.opened_at}>{clockTime(row.opened_at)}</time>
    </p>
  );
}
