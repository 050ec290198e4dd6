/** The head of a conversation on a phone: back, with whom, what can be done. */
import { ActionIcon } from "@mantine/core";
import { IconArrowLeft, IconCircleCheck, IconWorld } from "@tabler/icons-react";
import type { Row } from "../api/types";
import { ClockChip } from "../chats/ClockChip";
import { RatingChip } from "../chats/RatingChip";
import { useClientName } from "../chats/useClientName";
import { mayLead } from "../chats/views";
import { useServerNow } from "../live/clock";
import { useShowPanel } from "../panel/usePanel";
import { Avatar } from "../shell/Avatar";
import { ConnectionStrip } from "../shell/ConnectionStrip";
import { useGo, usePlace } from "../shell/place";
import { useSession } from "../shell/session";
import { useFormat } from "../texts/useFormat";
import { useTranslation } from "../texts/useTranslation";
import { Holder, type HeadProps } from "./ChatHead";
import css from "./ChatHead.module.css";
import { MoreMenu } from "./MoreMenu";
import { NotesSwitch } from "./NotesOnly";
import { mayTransfer } from "./status";
import { StatusPicker } from "./StatusPicker";
import { TransferButton } from "./TransferButton";
import { Watchers } from "./Watchers";

function OnSite({ row }: { row: Row }) {
  const { t } = useTranslation();
  const { duration } = useFormat();
  const now = useServerNow();
  if (!row.online || row.page === null) return <>{t("channel.webchat")}</>;
  return <>{t("row.on_site_for", { time: duration(now - Date.parse(row.page.at)) })}</>;
}

export function PhoneChatHead({ row, commands, gone }: HeadProps) {
  const { t } = useTranslation();
  const { me } = useSession();
  const { view } = usePlace();
  const go = useGo();
  const name = useClientName(row.client);
  const { show } = useShowPanel();
  const lead = !gone && mayLead(me, row);
  return (
    <header className={css.phone}>
      <div className={css.line1}>
        <ActionIcon size={44} aria-label={t("phone.back")} onClick={() => go({ view, chat: null })}>
          <IconArrowLeft size={20} />
        </ActionIcon>
        <h1 className={css.client}>
          <button type="button" onClick={show} title={t("panel.show")}>
            <b>{name}</b>
            <span>
              <IconWorld size={14} aria-hidden />
              <OnSite row={row} />
            </span>
          </button>
        </h1>
        <NotesSwitch chat={row.id} size={44} />
        {lead && row.state === "in_progress" && (
          <ActionIcon size={44} aria-label={t("chat.close")} onClick={commands.close}>
            <IconCircleCheck size={20} />
          </ActionIcon>
        )}
        {lead && mayTransfer(row) && <TransferButton row={row} />}
        {lead && <MoreMenu row={row} giveBack={commands.giveBack} />}
      </div>
      <div className={css.line2}>
        {lead && row.state !== "empty" && <StatusPicker row={row} change={commands.changeStatus} />}
        {row.operator && lead ? <Avatar {...row.operator} size={28} /> : !lead && <Holder row={row} gone={gone} />}
        <Watchers chat={row.id} />
        <span className={css.space} />
        {row.rating && <RatingChip rating={row.rating} className={css.rating} size={16} />}
        <ClockChip row={row} className={css.waits} size={16} timer />
      </div>
      <ConnectionStrip />
    </header>
  );
}
