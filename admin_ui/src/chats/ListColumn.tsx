/** The column of a list: its head, and its rows in whatever state they are. */
import { ColumnEdge } from "../shell/ColumnEdge";
import { Failure } from "../shell/Failure";
import { usePhone } from "../shell/media";
import { usePlace } from "../shell/place";
import { useLater } from "../shell/useLater";
import { useTranslation } from "../texts/useTranslation";
import { ChatList } from "./ChatList";
import { FilterChips } from "./FilterChips";
import css from "./ListColumn.module.css";
import { ListHead } from "./ListHead";
import { ListSkeleton } from "./ListSkeleton";
import { NothingFound } from "./NothingFound";
import { useRowList } from "./useRowList";
import { useScope } from "./useScope";
import { isBare } from "./views";

function Rows() {
  const { t } = useTranslation();
  const scope = useScope();
  const { list, isPending, error, data, refetch, more } = useRowList(scope);
  const late = useLater(isPending);
  if (data === undefined && error) return <Failure error={error} retry={() => void refetch()} />;
  if (isPending) return late ? <ListSkeleton bare={isBare(scope)} /> : null;
  const narrowed = scope.q !== undefined || scope.only !== undefined;
  return (
    <>
      {list.building && <p className={css.building}>{t("find.building")}</p>}
      {list.rows.length > 0 && (
        <ChatList key={scope.view} rows={list.rows} hasMore={list.next !== null} more={more} scope={scope} />
      )}
      {list.rows.length === 0 &&
        (narrowed ? <NothingFound view={scope.view} /> : <p className={css.void}>{t(`list.empty.${scope.view}`)}</p>)}
    </>
  );
}

export function ListColumn() {
  const { t } = useTranslation();
  const { view } = usePlace();
  const phone = usePhone();
  return (
    <section className={css.column} aria-label={t("list.label")} data-column tabIndex={-1}>
      <ListHead view={view} />
      <FilterChips />
      <Rows />
      {!phone && <ColumnEdge />}
    </section>
  );
}
