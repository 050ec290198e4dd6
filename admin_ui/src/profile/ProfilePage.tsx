/** What everybody arranges for themselves: names, password, language, theme. */
import { Page } from "../settings/Page";
import { useTranslation } from "../texts/useTranslation";
import { Look } from "./Look";
import { Names } from "./Names";
import { OwnPassword } from "./OwnPassword";
import css from "./Profile.module.css";

export function ProfilePage() {
  const { t } = useTranslation();
  return (
    <Page title={t("settings.page.profile")} lead={t("profile.lead")}>
      <div className={css.parts}>
        <Names />
        <OwnPassword />
        <Look />
      </div>
    </Page>
  );
}
