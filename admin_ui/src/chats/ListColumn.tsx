/** The column of a list: its head, and its rows in whatever state they are. */
import { useTranslation } from "react-i18next";
import { ColumnEdge } from "../shell/ColumnEdge";
import { Failure } from "../shell/Failure";
import { usePhone } from "../shell/media";
import { useLater } from "../shell/useLater";
import { ChatList } from "./ChatList";
import css from "./ListColumn.module.css";
import { ListHead } from "./ListHead";
import { ListSkeleton } from "./ListSkeleton";
import { useRowList } from "./useRowList";
import { useScope } from "./useScope";

function Rows() {
  const { t } = useTranslation();
  const scope = useScope();
  const { list, isPending, error, data, refetch, more } = useRowList(scope);
  const late = useLater(isPending);
  if (data === undefined && error) return <Failure error={error} retry={() => void refetch()} />;
  if (isPending) return late ? <ListSkeleton view={scope.view} /> : null;
  if (list.rows.length === 0) return <p className={css.void}>{t(`list.empty.${scope.view}`)}</p>;
  return <ChatList key={scope.view} rows={list.rows} hasMore={list.next !== null} more={more} view={scope.view} />;
}

export function ListColumn() {
  const { t } = useTranslation();
  const scope = useScope();
  const phone = usePhone();
  return (
    <section className={css.column} aria-label={t("list.label")} data-column tabIndex={-1}>
      <ListHead view={scope.view} />
      <Rows />
      {!phone && <ColumnEdge />}
    </section>
  );
}
