/** One chat in a list. */
import { IconHourglass } from "@tabler/icons-react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { Row } from "../api/types";
import { serverNow, useServerNow } from "../live/clock";
import { Avatar, ChannelMark, Presence } from "../shell/Avatar";
import { useFormat } from "../texts/useFormat";
import words from "../theme/words.module.css";
import css from "./ChatRow.module.css";
import { isTall } from "./items";
import { Preview } from "./Preview";
import { useClientName } from "./useClientName";

interface Props {
  row: Row;
  id: string;
  open: boolean;
  active: boolean;
  place: { index: number; of: number };
  enter: (row: Row) => void;
}

/** Waiting longer than this is shown in amber. */
export const LONG_WAIT_MS = 5 * 60_000;

function WaitChip({ since }: { since: string }) {
  const { t } = useTranslation();
  const { duration } = useFormat();
  const waits = useServerNow() - Date.parse(since);
  return (
    <span className={css.chip} data-long={waits >= LONG_WAIT_MS || undefined}>
      <IconHourglass size={14} aria-hidden />
      {t("row.waits", { time: duration(waits) })}
    </span>
  );
}

function Online() {
  const { t } = useTranslation();
  return (
    <span className={css.online} title={t("row.on_site")}>
      <Presence here />
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

export const ChatRow = memo(function ChatRow({ row, id, open, active, place, enter }: Props) {
  const { t } = useTranslation();
  const { shortMoment } = useFormat();
  const name = useClientName(row.client);
  const unread = open ? 0 : unreadIn(row);
  const at = row.last?.at ?? row.page?.at ?? row.opened_at;
  return (
    <div
      id={id}
      className={css.row}
      role="option"
      aria-selected={open}
      aria-posinset={place.index}
      aria-setsize={place.of}
      data-active={active || undefined}
      data-unread={unread > 0 || undefined}
      data-tall={isTall(row) || undefined}
      onClick={() => enter(row)}
    >
      <Avatar id={row.client.id} name={row.client.name} mark={<ChannelMark />} />
      <span className={css.body}>
        <span className={css.line1}>
          <span className={css.name}>{name}</span>
          <span className={words.unseen}>{t("channel.webchat")}</span>
          {row.online && <Online />}
          {at && <time dateTime={at}>{shortMoment(at, serverNow())}</time>}
        </span>
        <span className={css.line2}>
          <Preview row={row} open={open} />
          {unread > 0 && <Unread count={unread} />}
        </span>
        {row.waiting_since !== null && (
          <span className={css.line3}>
            <WaitChip since={row.waiting_since} />
          </span>
        )}
      </span>
    </div>
  );
});
