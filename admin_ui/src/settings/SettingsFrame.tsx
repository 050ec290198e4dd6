/** Around every page of the settings: rail and navigation, or on a phone the bar at the foot. */
import { useDisclosure } from "@mantine/hooks";
import { IconMenu2 } from "@tabler/icons-react";
import { Outlet } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Dialog } from "../shell/Dialog";
import { Hint } from "../shell/Hint";
import { KeysDialog } from "../shell/KeysDialog";
import { useFoldedNavigation, usePhone } from "../shell/media";
import { PhoneBar } from "../shell/PhoneBar";
import { Rail } from "../shell/Rail";
import rail from "../shell/Rail.module.css";
import { useTitle } from "../shell/useTitle";
import { Announcer } from "./announce";
import { Navigation, NavigationContent } from "./Navigation";
import nav from "./Navigation.module.css";
import css from "./SettingsFrame.module.css";

function FoldedNavigation() {
  const { t } = useTranslation();
  const [opened, { open, close }] = useDisclosure();
  return (
    <>
      <Hint label={t("settings.label")} position="right">
        <button
          type="button"
          className={rail.button}
          aria-label={t("settings.label")}
          aria-haspopup="dialog"
          onClick={open}
        >
          <IconMenu2 size={20} aria-hidden />
        </button>
      </Hint>
      <Dialog opened={opened} close={close} label={t("settings.label")} place="left">
        <nav className={nav.list} aria-label={t("settings.label")}>
          <NavigationContent opened={close} />
        </nav>
      </Dialog>
    </>
  );
}

export function SettingsFrame() {
  const phone = usePhone();
  const folded = useFoldedNavigation();
  useTitle();
  if (phone)
    return (
      <div className={css.phone}>
        <main className={css.page} data-column tabIndex={-1}>
          <Outlet />
        </main>
        <PhoneBar />
        <Announcer />
      </div>
    );
  return (
    <div className={css.frame} data-folded={folded || undefined}>
      <Rail at="settings" menu={folded && <FoldedNavigation />} />
      {!folded && <Navigation />}
      <main className={css.page} data-column tabIndex={-1}>
        <Outlet />
      </main>
      <Announcer />
      <KeysDialog />
    </div>
  );
}
