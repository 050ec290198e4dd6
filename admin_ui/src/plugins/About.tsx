/** What a plugin is, whose, what it may do and what it adds. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { PluginPage } from "../api/types";
import css from "./PluginPage.module.css";

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

export function About({ page: { plugin, permissions, providers } }: { page: PluginPage }) {
  const { t } = useTranslation();
  return (
    <dl className={css.about}>
      <Fact name={t("plugins.about.version")}>{plugin.version}</Fact>
      <Fact name={t("plugins.about.author")}>{plugin.author || "—"}</Fact>
      <Fact name={t("plugins.about.package")}>
        {plugin.distribution}
        {plugin.bundled && <small>{t("plugins.about.bundled")}</small>}
      </Fact>
      <Fact name={t("plugins.about.may")}>
        {permissions.length === 0 ? (
          t("plugins.about.nothing")
        ) : (
          <ul>
            {permissions.map(({ name, title }) => (
              <li key={name}>{title}</li>
            ))}
          </ul>
        )}
      </Fact>
      {providers.length > 0 && (
        <Fact name={t("plugins.about.adds")}>
          <ul>
            {providers.map(({ name, title, description, kind }) => (
              <li key={name}>
                {title} · {t(`plugins.kind.${kind}`)}
                {description !== "" && <small>{description}</small>}
              </li>
            ))}
          </ul>
        </Fact>
      )}
    </dl>
  );
}
