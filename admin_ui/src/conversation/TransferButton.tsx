/** "Hand over" in the head of a chat: a small window under the button; on a phone a sheet from the menu. */
import { ActionIcon, Popover } from "@mantine/core";
import { IconUserShare } from "@tabler/icons-react";
import { useEffect } from "react";
import type { Row } from "../api/types";
import { Dialog } from "../shell/Dialog";
import { Hint } from "../shell/Hint";
import { names } from "../shell/keys";
import { usePhone } from "../shell/media";
import { usePress } from "../shell/usePress";
import { useStore } from "../state/store";
import { useTranslation } from "../texts/useTranslation";
import parts from "../theme/parts.module.css";
import { hideTransfer, showTransfer, transferOf } from "./transfer";
import { TransferForm } from "./TransferForm";

export function TransferButton({ row }: { row: Row }) {
  const { t } = useTranslation();
  const phone = usePhone();
  const opened = useStore(transferOf, (chat) => chat === row.id);
  usePress({ transfer: () => showTransfer(row.id) });
  useEffect(() => hideTransfer, [row.id]);
  if (phone)
    return (
      <Dialog opened={opened} close={hideTransfer} label={t("transfer.title")} place="bottom">
        <TransferForm row={row} />
      </Dialog>
    );
  const label = t(row.state === "queue" ? "transfer.assign" : "transfer.title");
  return (
    <Popover
      opened={opened}
      onChange={(open) => !open && hideTransfer()}
      position="bottom-end"
      width={330}
      offset={4}
      trapFocus
      returnFocus
      withinPortal={false}
      withRoles={false}
      transitionProps={{ duration: 120, transition: "fade" }}
      classNames={{ dropdown: parts.menu }}
    >
      <Popover.Target>
        <span>
          <Hint label={label} keys={names.transfer}>
            <ActionIcon
              aria-label={label}
              aria-haspopup="dialog"
              aria-expanded={opened}
              onClick={() => (opened ? hideTransfer() : showTransfer(row.id))}
            >
              <IconUserShare size={20} />
            </ActionIcon>
          </Hint>
        </span>
      </Popover.Target>
      <Popover.Dropdown>
        <TransferForm row={row} />
      </Popover.Dropdown>
    </Popover>
  );
}
