/** Around every page of the settings: rail and navigation, or on a phone the bar at the foot. */
import { Outlet } from "@tanstack/react-router";
import { PaletteHost } from "../palette/PaletteHost";
import { FoldedMenu } from "../shell/FoldedMenu";
import { KeysDialog, showKeys } from "../shell/KeysDialog";
import { useFoldedNavigation, usePhone } from "../shell/media";
import { PhoneBar } from "../shell/PhoneBar";
import { Rail } from "../shell/Rail";
import { Toasts } from "../shell/Toasts";
import { usePress } from "../shell/usePress";
import { useTitle } from "../shell/useTitle";
import { useTranslation } from "../texts/useTranslation";
import { Announcer } from "./announce";
import { Navigation, NavigationContent } from "./Navigation";
import nav from "./Navigation.module.css";
import css from "./SettingsFrame.module.css";
import { useFieldInAddress } from "./useFieldInAddress";

function FoldedNavigation() {
  const { t } = useTranslation();
  return (
    <FoldedMenu label={t("settings.label")}>
      {(close) => (
        <nav className={nav.list} aria-label={t("settings.label")}>
          <NavigationContent opened={close} />
        </nav>
      )}
    </FoldedMenu>
  );
}

export function SettingsFrame() {
  const phone = usePhone();
  const folded = useFoldedNavigation();
  useTitle();
  useFieldInAddress();
  usePress({ help: showKeys });
  if (phone)
    return (
      <div className={css.phone}>
        <main className={css.page} data-column tabIndex={-1}>
          <Outlet />
        </main>
        <PhoneBar />
        <Toasts />
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
      <Toasts />
      <Announcer />
      <KeysDialog />
      <PaletteHost />
    </div>
  );
}
