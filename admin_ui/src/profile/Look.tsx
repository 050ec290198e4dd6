/** How the console looks to me: its language goes with me to other devices, the theme stays in this browser. */
import { useMantineColorScheme, type MantineColorScheme } from "@mantine/core";
import { schemes } from "../shell/AccountMenu";
import { Segments } from "../shell/Segments";
import { useChangeLanguage } from "../shell/useAccount";
import { languages, ownNames, type Language } from "../texts/i18n";
import { useTranslation } from "../texts/useTranslation";
import css from "./Profile.module.css";

export function Look() {
  const { t, i18n } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const changeLanguage = useChangeLanguage();
  return (
    <section aria-labelledby="profile-look">
      <h2 id="profile-look">{t("profile.look")}</h2>
      <p className={css.about}>{t("profile.look_about")}</p>
      <div className={css.look}>
        <Segments
          label={t("account.language")}
          value={i18n.language}
          options={languages.map((language) => ({ value: language as string, label: ownNames[language] }))}
          change={(language) => changeLanguage(language as Language)}
        />
        <Segments<MantineColorScheme>
          label={t("account.theme")}
          value={colorScheme}
          options={schemes.map((scheme) => ({ value: scheme, label: t(`theme.${scheme}`) }))}
          change={setColorScheme}
        />
      </div>
    </section>
  );
}
