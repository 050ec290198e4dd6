/** What is done to a chat seldom. */
import { ActionIcon, Menu } from "@mantine/core";
import { IconDots, IconInbox } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Row } from "../api/types";
import { serverNow } from "../live/clock";
import { usePhone } from "../shell/media";
import { mayReturn } from "./status";

export function MoreMenu({ row, giveBack }: { row: Row; giveBack: () => void }) {
  const { t } = useTranslation();
  const phone = usePhone();
  if (!mayReturn(row, serverNow())) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon size={phone ? 44 : 36} aria-label={t("chat.more")}>
          <IconDots size={20} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconInbox size={16} />} onClick={giveBack}>
          {t("chat.return")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
