/** My own presence, to be seen and chosen; without a connection, since when there is none. */
import { Menu } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import type { Chosen } from "../api/types";
import { useServerNow } from "../live/clock";
import { useStore } from "../state/store";
import { useFormat } from "../texts/useFormat";
import { useTranslation } from "../texts/useTranslation";
import { Presence } from "./Avatar";
import { useSession } from "./session";
import { presences, usePresence } from "./usePresence";
import css from "./Views.module.css";

function CutOffFor({ since }: { since: number }) {
  const { duration } = useFormat();
  useServerNow(); // ticks
  return <>{duration(Date.now() - since)}</>;
}

/** The three choices, for any menu. */
export function PresenceItems() {
  const { t } = useTranslation();
  const { chosen, choose } = usePresence();
  return (
    <Menu.RadioGroup value={chosen} onChange={(state) => choose(state as Chosen)}>
      {presences.map((state) => (
        <Menu.RadioItem key={state} value={state}>
          <span className={css.choice}>
            <Presence state={state} />
            {t(`presence.${state}`)}
            {state === "invisible" && <small>{t("presence.invisible_hint")}</small>}
          </span>
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  );
}

function Chooser() {
  const { t } = useTranslation();
  const { chosen } = usePresence();
  return (
    <Menu position="bottom-start" width="target">
      <Menu.Target>
        <button type="button" className={css.presence}>
          <Presence state={chosen} />
          <span className={css.presenceName}>{t(`presence.${chosen}`)}</span>
          <IconChevronDown size={16} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <PresenceItems />
      </Menu.Dropdown>
    </Menu>
  );
}

export function PresenceLine() {
  const { t } = useTranslation();
  const { live } = useSession();
  const { phase, since } = useStore(live.connection, (now) => now);
  if (phase === "online")
    return (
      <div className={css.presencePlace}>
        <Chooser />
      </div>
    );
  return (
    <div className={css.presencePlace}>
      <p className={css.presence}>
        <Presence state="offline" />
        <span className={css.presenceName}>{t(`presence.${phase}`)}</span>
        <span className={css.presenceSince}>{phase === "lost" && <CutOffFor since={since} />}</span>
      </p>
    </div>
  );
}
