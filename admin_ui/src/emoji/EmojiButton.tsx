/** Opens the emoji; the one that is chosen goes where the caret is. */
import { ActionIcon, Popover } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconMoodSmile } from "@tabler/icons-react";
import { lazy, Suspense } from "react";
import { insertText } from "../conversation/insert";
import type { Writing } from "../conversation/useComposer";
import { Dialog } from "../shell/Dialog";
import { Hint } from "../shell/Hint";
import { usePhone } from "../shell/media";
import { useTranslation } from "../texts/useTranslation";
import css from "./EmojiButton.module.css";

const EmojiPanel = lazy(() => import("./EmojiPanel"));

export function EmojiButton({ writing: { field } }: { writing: Writing }) {
  const { t } = useTranslation();
  const phone = usePhone();
  const [opened, { toggle, close }] = useDisclosure();
  const choose = (char: string) => {
    close();
    // The dialog of a phone gives the focus back first.
    requestAnimationFrame(() => field.current && insertText(field.current, char));
  };
  const panel = opened && (
    <Suspense fallback={<div className={css.room} />}>
      <EmojiPanel choose={choose} />
    </Suspense>
  );
  const button = (
    <ActionIcon size={36} aria-label={t("emoji.open")} aria-haspopup="dialog" aria-expanded={opened} onClick={toggle}>
      <IconMoodSmile size={20} />
    </ActionIcon>
  );
  if (phone)
    return (
      <>
        {button}
        <Dialog opened={opened} close={close} label={t("emoji.label")} place="bottom">
          {panel}
        </Dialog>
      </>
    );
  return (
    <Popover
      opened={opened}
      onChange={close}
      position="top-start"
      offset={8}
      withinPortal={false}
      withRoles={false}
      returnFocus
    >
      <Popover.Target>
        <span>
          <Hint label={t("emoji.open")} disabled={opened}>
            {button}
          </Hint>
        </span>
      </Popover.Target>
      <Popover.Dropdown className={css.drop} role="dialog" aria-label={t("emoji.label")}>
        {panel}
      </Popover.Dropdown>
    </Popover>
  );
}
