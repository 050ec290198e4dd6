/** Oneself on a phone: presence, language, theme, the way out. */
import { Button, useMantineColorScheme } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { languages, ownNames } from "../texts/i18n";
import { schemes } from "./AccountMenu";
import { Avatar } from "./Avatar";
import css from "./PhoneAccount.module.css";
import { PresenceLine } from "./PresenceLine";
import { Segments } from "./Segments";
import { useSession } from "./session";
import { useChangeLanguage, useSignOut } from "./useAccount";

export function PhoneAccount() {
  const { t, i18n } = useTranslation();
  const { me } = useSession();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const changeLanguage = useChangeLanguage();
  const signOut = useSignOut();
  return (
    <div className={css.account}>
      <div className={css.who}>
        <Avatar id={me.id} name={me.name} photo={me.photo} size={44} />
        <p>
          <b>{me.name}</b>
          <span>{me.email}</span>
        </p>
      </div>
      <PresenceLine />
      <Segments
        label={t("account.language")}
        value={i18n.language}
        options={languages.map((language) => ({ value: language, label: ownNames[language] }))}
        change={(language) => changeLanguage(language as (typeof languages)[number])}
      />
      <Segments
        label={t("account.theme")}
        value={colorScheme}
        options={schemes.map((scheme) => ({ value: scheme, label: t(`theme.${scheme}`) }))}
        change={(scheme) => setColorScheme(scheme as (typeof schemes)[number])}
      />
      <Button size="lg" fullWidth onClick={signOut}>
        {t("account.sign_out")}
      </Button>
    </div>
  );
}
