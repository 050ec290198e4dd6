/** Opens the filters: beside the button, on a phone as a sheet. */
import { ActionIcon, Popover } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconAdjustmentsHorizontal, IconX } from "@tabler/icons-react";
import { lazy, Suspense } from "react";
import { Dialog } from "../shell/Dialog";
import { Hint } from "../shell/Hint";
import { usePhone } from "../shell/media";
import { useTranslation } from "../texts/useTranslation";
import css from "./Filters.module.css";
import { isFiltered, useNarrow } from "./narrow";
import type { View } from "./views";

const FilterFields = lazy(async () => ({ default: (await import("./FilterFields")).FilterFields }));

export function FilterButton({ view }: { view: View }) {
  const { t } = useTranslation();
  const phone = usePhone();
  const [opened, { toggle, close }] = useDisclosure();
  const filtered = isFiltered(useNarrow());
  const label = t(filtered ? "filter.label_set" : "filter.label");
  const button = (
    <ActionIcon
      className={css.button}
      size={phone ? 44 : 36}
      aria-label={label}
      aria-haspopup="dialog"
      aria-expanded={opened}
      onClick={toggle}
    >
      <IconAdjustmentsHorizontal size={20} aria-hidden />
      {filtered && <span className={css.pip} data-pip />}
    </ActionIcon>
  );
  const content = (
    <Suspense>
      <header className={css.head}>
        <h2>{t("filter.label")}</h2>
        <ActionIcon aria-label={t("close")} onClick={close}>
          <IconX size={20} />
        </ActionIcon>
      </header>
      <FilterFields view={view} />
    </Suspense>
  );
  if (phone)
    return (
      <>
        {button}
        <Dialog opened={opened} close={close} label={t("filter.label")} place="bottom">
          <div className={css.sheet}>{content}</div>
        </Dialog>
      </>
    );
  return (
    <Popover
      opened={opened}
      onDismiss={close}
      width={312}
      position="bottom-end"
      offset={4}
      trapFocus
      returnFocus
      withinPortal={false}
    >
      <Popover.Target>
        <Hint label={label} disabled={opened}>
          {button}
        </Hint>
      </Popover.Target>
      <Popover.Dropdown className={css.popover} role="dialog" aria-label={t("filter.label")}>
        {content}
      </Popover.Dropdown>
    </Popover>
  );
}
