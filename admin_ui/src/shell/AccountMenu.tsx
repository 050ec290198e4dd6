/** One's own menu: language, theme, the list of keys, the way out. */
import { Menu, useMantineColorScheme, type MantineColorScheme } from "@mantine/core";
import { IconCommand, IconKeyboard, IconLogout } from "@tabler/icons-react";
import { openPalette } from "../palette/opened";
import { languages, ownNames, type Language } from "../texts/i18n";
import { useTranslation } from "../texts/useTranslation";
import css from "./AccountMenu.module.css";
import { names } from "./keys";
import { PresenceItems } from "./PresenceLine";
import { useSession } from "./session";
import { showKeys } from "./KeysDialog";
import { SoundItems } from "./SoundItems";
import { useChangeLanguage, useSignOut } from "./useAccount";

export const schemes: MantineColorScheme[] = ["light", "dark", "auto"];

export function AccountMenu() {
  const { t, i18n } = useTranslation();
  const { me } = useSession();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const changeLanguage = useChangeLanguage();
  const signOut = useSignOut();
  return (
    <>
      <div className={css.who}>
        <b>{me.name}</b>
        <span>{me.email}</span>
      </div>
      <Menu.Divider />
      <Menu.Label>{t("presence.label")}</Menu.Label>
      <PresenceItems />
      <Menu.Label>{t("account.language")}</Menu.Label>
      <Menu.RadioGroup value={i18n.language} onChange={(language) => changeLanguage(language as Language)}>
        {languages.map((language) => (
          <Menu.RadioItem key={language} value={language} lang={language}>
            {ownNames[language]}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
      <Menu.Label>{t("account.theme")}</Menu.Label>
      <Menu.RadioGroup value={colorScheme} onChange={(scheme) => setColorScheme(scheme as MantineColorScheme)}>
        {schemes.map((scheme) => (
          <Menu.RadioItem key={scheme} value={scheme}>
            {t(`theme.${scheme}`)}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
      <Menu.Label>{t("sound.label")}</Menu.Label>
      <SoundItems />
      <Menu.Divider />
      <Menu.Item
        leftSection={<IconCommand size={16} />}
        rightSection={<kbd>{names.palette}</kbd>}
        onClick={openPalette}
      >
        {t("palette.label")}
      </Menu.Item>
      <Menu.Item leftSection={<IconKeyboard size={16} />} rightSection={<kbd>{names.help}</kbd>} onClick={showKeys}>
        {t("keys.title")}
      </Menu.Item>
      <Menu.Item leftSection={<IconLogout size={16} />} onClick={signOut}>
        {t("account.sign_out")}
      </Menu.Item>
    </>
  );
}
