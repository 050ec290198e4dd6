/** What has no column of its own on a narrow screen: a button of the rail that opens it at the left. */
import { useDisclosure } from "@mantine/hooks";
import { IconMenu2 } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Dialog } from "./Dialog";
import { Hint } from "./Hint";
import rail from "./Rail.module.css";

export function FoldedMenu({ label, children }: { label: string; children: (close: () => void) => ReactNode }) {
  const [opened, { open, close }] = useDisclosure();
  return (
    <>
      <Hint label={label} position="right">
        <button type="button" className={rail.button} aria-label={label} aria-haspopup="dialog" onClick={open}>
          <IconMenu2 size={20} aria-hidden />
        </button>
      </Hint>
      <Dialog opened={opened} close={close} label={label} place="left">
        {children(close)}
      </Dialog>
    </>
  );
}
