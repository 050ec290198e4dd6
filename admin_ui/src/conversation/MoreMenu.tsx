/** What is done to a chat seldom. */
import { ActionIcon, Menu } from "@mantine/core";
import { IconDots, IconInbox, IconUserShare } from "@tabler/icons-react";
import type { Row } from "../api/types";
import { usePhone } from "../shell/media";
import { useTranslation } from "../texts/useTranslation";
import { mayTransfer } from "./status";
import { showTransfer } from "./transfer";

export function MoreMenu({ row, giveBack }: { row: Row; giveBack: () => void }) {
  const { t } = useTranslation();
  const phone = usePhone();
  const transfers = phone && mayTransfer(row);
  const returns = row.state === "in_progress";
  if (!transfers && !returns) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon size={phone ? 44 : 36} aria-label={t("chat.more")}>
          <IconDots size={20} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {transfers && (
          <Menu.Item leftSection={<IconUserShare size={16} />} onClick={() => showTransfer(row.id)}>
            {t(row.state === "queue" ? "transfer.assign" : "transfer.title")}
          </Menu.Item>
        )}
        {returns && (
          <Menu.Item leftSection={<IconInbox size={16} />} onClick={giveBack}>
            {t("chat.return")}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
