/** What stands over the list: packages that wait for a restart, and the safe mode. */
import { IconPackage, IconShieldHalf } from "@tabler/icons-react";
import { useId, useState } from "react";
import { Trans } from "react-i18next";
import type { PluginList } from "../api/types";
import { useTranslation } from "../texts/useTranslation";
import css from "./PluginsPage.module.css";
import { Command } from "./TroubleBody";

export function NewPackages({ packages }: { packages: PluginList["new"] }) {
  const { t } = useTranslation();
  const how = useId();
  const [opened, setOpened] = useState(false);
  if (packages.length === 0) return null;
  const names = packages.map(({ distribution, version }) => `${distribution} ${version}`).join(", ");
  return (
    <div className={css.note}>
      <div className={css.told}>
        <IconPackage size={16} aria-hidden />
        <p>
          <Trans i18nKey="plugins.new" count={packages.length} values={{ names }} components={{ b: <b /> }} />
        </p>
        <button type="button" aria-expanded={opened} aria-controls={how} onClick={() => setOpened(!opened)}>
          {t("plugins.how")}
        </button>
      </div>
      <div id={how} className={css.how} hidden={!opened}>
        <p>{t("plugins.how_service")}</p>
        <Command text="sudo systemctl restart besedka" />
        <p>{t("plugins.how_docker")}</p>
        <Command text="docker compose restart" />
        <p>{t("plugins.how_after")}</p>
      </div>
    </div>
  );
}

export function SafeMode() {
  const { t } = useTranslation();
  return (
    <section className={css.banner} aria-label={t("plugins.safe_mode.short")}>
      <IconShieldHalf size={20} aria-hidden />
      <div>
        <b>{t("plugins.safe_mode.title")}</b>
        <p>
          <Trans i18nKey="plugins.safe_mode.words" components={{ code: <code /> }} />
        </p>
      </div>
    </section>
  );
}
