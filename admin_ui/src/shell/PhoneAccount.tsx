/** Oneself on a phone: presence, language, theme, the way out. */
import { Button, useMantineColorScheme } from "@mantine/core";
import { IconSettings } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useStore } from "../state/store";
import { languages, ownNames } from "../texts/i18n";
import { useTranslation } from "../texts/useTranslation";
import { schemes } from "./AccountMenu";
import { Avatar } from "./Avatar";
import css from "./PhoneAccount.module.css";
import { PresenceLine } from "./PresenceLine";
import { Segments } from "./Segments";
import { useSession } from "./session";
import { SoundSwitches } from "./SoundItems";
import { presences, usePresence } from "./usePresence";
import { useChangeLanguage, useSignOut } from "./useAccount";

/** `left`: called when another page is opened. */
export function PhoneAccount({ left }: { left: () => void }) {
  const { t, i18n } = useTranslation();
  const { me, live } = useSession();
  const connected = useStore(live.connection, ({ phase }) => phase === "online");
  const { chosen, choose } = usePresence();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const changeLanguage = useChangeLanguage();
  const signOut = useSignOut();
  const navigate = useNavigate();
  const toSettings = () => {
    left();
    void navigate({ to: "/settings" });
  };
  return (
    <div className={css.account}>
      <div className={css.who}>
        <Avatar id={me.id} name={me.name} photo={me.photo} size={44} />
        <p>
          <b>{me.name}</b>
          <span>{me.email}</span>
        </p>
      </div>
      {connected ? (
        <Segments
          label={t("presence.label")}
          value={chosen}
          options={presences.map((state) => ({ value: state, label: t(`presence.${state}`) }))}
          change={choose}
        />
      ) : (
        <PresenceLine />
      )}
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
      <SoundSwitches />
      <Button size="lg" fullWidth leftSection={<IconSettings size={20} />} onClick={toSettings}>
        {t("rail.settings")}
      </Button>
      <Button size="lg" fullWidth onClick={signOut}>
        {t("account.sign_out")}
      </Button>
    </div>
  );
}
