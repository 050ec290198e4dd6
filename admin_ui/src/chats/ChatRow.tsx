/** One chat in a list. */
import { memo } from "react";
import type { Row } from "../api/types";
import { serverNow } from "../live/clock";
import { Marked } from "../search/Marked";
import { Avatar, ChannelMark, Presence } from "../shell/Avatar";
import { useFormat } from "../texts/useFormat";
import { useTranslation } from "../texts/useTranslation";
import words from "../theme/words.module.css";
import css from "./ChatRow.module.css";
import { hasClock } from "./clock";
import { ClockChip } from "./ClockChip";
import { isTall } from "./items";
import { Preview } from "./Preview";
import { RatingChip } from "./RatingChip";
import { useClientName } from "./useClientName";

interface Props {
  row: Row;
  id: string;
  open: boolean;
  active: boolean;
  /** Its place in the list from 1, and how many there are; -1: more than are loaded. */
  place: number;
  of: number;
  enter: (row: Row) => void;
}

function Online() {
  const { t } = useTranslation();
  return (
    <span className={css.online} title={t("row.on_site")}>
      <Presence state="online" />
      <span className={words.unseen}>{t("row.on_site")}</span>
    </span>
  );
}

function Unread({ count }: { count: number }) {
  const { t } = useTranslation();
  return (
    <>
      <span className={css.badge} aria-hidden>
        {count > 99 ? "99+" : count}
      </span>
      <span className={words.unseen}>{t("row.unread", { count })}</span>
    </>
  );
}

/** In the queue nothing is "mine" yet, so nothing is unread there. */
const unreadIn = (row: Row) => (row.state === "queue" ? 0 : (row.unread ?? 0));

export const ChatRow = memo(function ChatRow({ row, id, open, active, place, of, enter }: Props) {
  const { t } = useTranslation();
  const { shortMoment } = useFormat();
  const name = useClientName(row.client);
  const unread = open ? 0 : unreadIn(row);
  const named = row.hit?.seq === null && row.hit.text === name;
  const at = row.last?.at ?? row.page?.at ?? row.opened_at;
  return (
    <div
      id={id}
      className={css.row}
      role="option"
      aria-selected={open}
      aria-posinset={place}
      aria-setsize={of}
      data-active={active || undefined}
      data-unread={unread > 0 || undefined}
      data-tall={isTall(row) || undefined}
      data-overdue={row.overdue_since !== null || undefined}
      onClick={() => enter(row)}
    >
      <Avatar id={row.client.id} name={row.client.name} mark={<ChannelMark />} />
      <span className={css.body}>
        <span className={css.line1}>
          <span className={css.name}>{named ? <Marked text={name} spans={row.hit!.ranges} className={css.mark} /> : name}</span>
          <span className={words.unseen}>{t("channel.webchat")}</span>
          {row.online && <Online />}
          {at && <time dateTime={at}>{shortMoment(at, serverNow())}</time>}
        </span>
        <span className={css.line2}>
          {row.hit && !named ? (
            <span className={css.preview}>
              <Marked text={row.hit.text} spans={row.hit.ranges} className={css.mark} />
            </span>
          ) : (
            <Preview row={row} open={open} />
          )}
          {unread > 0 && <Unread count={unread} />}
        </span>
        {isTall(row) && (
          <span className={css.line3}>
            <ClockChip row={row} className={css.chip} size={14} />
            {row.rating?.bad && <RatingChip rating={row.rating} className={css.chip} size={14} />}
            {row.tags[0] !== undefined && !(hasClock(row) && row.rating?.bad) && (
              <span className={css.tag}>
                <span className={words.unseen}>{t("tags.one")}</span>
                {row.tags[0]}
              </span>
            )}
          </span>
        )}
      </span>
    </div>
  );
});
