/** The head of a conversation: with whom, whose it is, how long they wait, and what can be done. */
import { ActionIcon, Button } from "@mantine/core";
import { IconCircleCheck, IconLayoutSidebarRightExpand, IconWorld } from "@tabler/icons-react";
import type { Row } from "../api/types";
import { ClockChip } from "../chats/ClockChip";
import { RatingChip } from "../chats/RatingChip";
import { useClientName } from "../chats/useClientName";
import { mayLead } from "../chats/views";
import { useShowPanel } from "../panel/usePanel";
import { useOperatorName } from "../operators/useOperatorName";
import { Avatar } from "../shell/Avatar";
import { ConnectionStrip } from "../shell/ConnectionStrip";
import { Hint } from "../shell/Hint";
import { names } from "../shell/keys";
import { useSession } from "../shell/session";
import { useTranslation } from "../texts/useTranslation";
import css from "./ChatHead.module.css";
import { MoreMenu } from "./MoreMenu";
import { NotesSwitch } from "./NotesOnly";
import { mayTransfer } from "./status";
import { StatusPicker } from "./StatusPicker";
import { TransferButton } from "./TransferButton";
import type { Commands } from "./useChat";
import { Watchers } from "./Watchers";

export function Holder({ row, gone }: { row: Row; gone: boolean }) {
  const { t } = useTranslation();
  const operatorName = useOperatorName();
  if (row.operator === null && gone) return null; // somebody else's, it is not known whose
  if (row.operator === null)
    return (
      <span className={css.holder} title={t("chat.nobody")} data-nobody>
        <span>{t("chat.nobody")}</span>
      </span>
    );
  const name = operatorName(row.operator.id, row.operator.name);
  return (
    <span className={css.holder} title={t("chat.held_by", { name })}>
      <Avatar {...row.operator} size={20} />
      <span>{name}</span>
    </span>
  );
}

export interface HeadProps {
  row: Row;
  commands: Commands;
  /** It is no longer mine to see. */
  gone: boolean;
}

export function ChatHead({ row, commands, gone }: HeadProps) {
  const { t } = useTranslation();
  const { me } = useSession();
  const name = useClientName(row.client);
  const panel = useShowPanel();
  const lead = !gone && mayLead(me, row);
  return (
    <header className={css.head}>
      <div className={css.line1}>
        <h2>
          <button type="button" className={css.name} onClick={panel.show} title={t("panel.show")}>
            {name}
          </button>
        </h2>
        <span className={css.channel}>
          <IconWorld size={16} aria-hidden />
          {t("channel.webchat")}
        </span>
        <span className={css.space} />
        <NotesSwitch chat={row.id} size={36} />
        {lead && mayTransfer(row) && <TransferButton row={row} />}
        {lead && <MoreMenu row={row} giveBack={commands.giveBack} />}
        {lead && row.state === "in_progress" && (
          <Hint label={t("chat.close")} keys={names.close}>
            <Button className={css.close} leftSection={<IconCircleCheck size={16} />} onClick={commands.close}>
              <span className={css.closeWord}>{t("chat.close")}</span>
            </Button>
          </Hint>
        )}
        {!panel.shown && (
          <Hint label={t("panel.show")}>
            <ActionIcon className={css.panel} aria-label={t("panel.show")} onClick={panel.show}>
              <IconLayoutSidebarRightExpand size={20} />
            </ActionIcon>
          </Hint>
        )}
      </div>
      <div className={css.line2}>
        {lead && row.state !== "empty" && <StatusPicker row={row} change={commands.changeStatus} />}
        <Holder row={row} gone={gone} />
        <Watchers chat={row.id} />
        <span className={css.space} />
        {row.rating && <RatingChip rating={row.rating} className={css.rating} size={16} />}
        <ClockChip row={row} className={css.waits} size={16} timer />
      </div>
      <ConnectionStrip />
    </header>
  );
}
