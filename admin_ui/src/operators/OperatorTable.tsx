/** The list itself: one row an operator, whose name leads to the drawer. */
import { IconAlertTriangle } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useServerNow } from "../live/clock";
import { Avatar, Presence } from "../shell/Avatar";
import { useFormat } from "../texts/useFormat";
import { useTranslation } from "../texts/useTranslation";
import css from "./Operators.module.css";
import { roleOf, type OperatorSearch, type Present } from "./search";

const rowId = (operator: number) => `operator-${operator}`;

function Load({ open, limit }: { open: number; limit: number }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const full = open >= limit;
  return (
    <div className={css.load} data-full={full || undefined}>
      <span>
        {t("operators.load", { open: number(open), limit: number(limit) })}
        {full && <IconAlertTriangle size={14} aria-label={t("operators.full")} />}
      </span>
      <i aria-hidden>
        <b style={{ width: `${100 * Math.min(1, open / limit)}%` }} />
      </i>
    </div>
  );
}

function Seen({ operator }: { operator: Present }) {
  const { t } = useTranslation();
  const { shortMoment } = useFormat();
  const now = useServerNow();
  if (operator.state !== "offline") return <>{t("operators.now")}</>;
  return <>{operator.seen_at ? shortMoment(operator.seen_at, now) : t("operators.never")}</>;
}

interface RowProps {
  operator: Present;
  limit: number;
  sought: OperatorSearch;
}

function Row({ operator, limit, sought }: RowProps) {
  const { t } = useTranslation();
  const { id, name, display_name, state, photo } = operator;
  return (
    <div className={css.row} role="row">
      <div role="cell" className={css.who}>
        <Avatar id={id} name={name} photo={photo} size={40} />
        <div>
          <Link
            id={rowId(id)}
            to="/settings/operators"
            search={{ ...sought, operator: id }}
            className={css.name}
            title={name}
            data-row-link
          >
            <bdi>{name}</bdi>
          </Link>
          <p className={css.second} title={display_name}>
            <bdi>{display_name}</bdi>
          </p>
        </div>
      </div>
      <div role="cell" className={css.role}>
        {t(`operators.roles.${roleOf(operator)}`)}
      </div>
      <div role="cell" className={css.state}>
        <Presence state={state} />
        {t(`presence.${state}`)}
      </div>
      <div role="cell" className={css.work}>
        <Load open={operator.open_chats} limit={operator.chat_limit ?? limit} />
      </div>
      <div role="cell" className={css.seen}>
        <Seen operator={operator} />
      </div>
    </div>
  );
}

const columns = ["who", "role", "state", "work", "seen"] as const;

export function OperatorTable({ rows, limit, sought }: { rows: Present[]; limit: number; sought: OperatorSearch }) {
  const { t } = useTranslation();
  return (
    <div className={css.card} role="table" aria-label={t("settings.page.operators")}>
      <div role="rowgroup">
        <div className={css.head} role="row">
          {columns.map((column) => (
            <span key={column} role="columnheader">
              {t(`operators.columns.${column}`)}
            </span>
          ))}
        </div>
      </div>
      <div role="rowgroup">
        {rows.map((operator) => (
          <Row key={operator.id} operator={operator} limit={limit} sought={sought} />
        ))}
      </div>
    </div>
  );
}
