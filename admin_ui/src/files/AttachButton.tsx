/** Opens the system's list of files. */
import { ActionIcon } from "@mantine/core";
import { IconPaperclip } from "@tabler/icons-react";
import { Hint } from "../shell/Hint";
import { useAttachLabel } from "./FileName";
import { useFileChooser } from "./useFileChooser";
import type { Tray } from "./useTray";

export function AttachButton({ tray }: { tray: Tray }) {
  const label = useAttachLabel();
  const { input, open } = useFileChooser(tray);
  return (
    <>
      <Hint label={label}>
        <ActionIcon size={32} aria-label={label} onClick={open}>
          <IconPaperclip size={20} />
        </ActionIcon>
      </Hint>
      {input}
    </>
  );
}
