/** What a plugin is, whose, what it may do and what it adds. */
import type { ReactNode } from "react";
import type { PluginPage } from "../api/types";
import { useFormat } from "../texts/useFormat";
import { useTranslation } from "../texts/useTranslation";
import css from "./PluginPage.module.css";
import { Trace } from "./TroubleBody";

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Also those that are too few to be trouble. */
function Faults({ faults: { count, last } }: { faults: PluginPage["faults"] }) {
  const { t } = useTranslation();
  const { number, fullDate, clockTime } = useFormat();
  if (last === null) return t("plugins.about.no_faults");
  return (
    <>
      {t("plugins.about.fault_count", { number: number(count) })}
      <small>
        {t("plugins.about.last_fault", { what: last.what, date: fullDate(last.at), time: clockTime(last.at) })}
      </small>
      <p>{last.cause}</p>
      {last.trace !== null && <Trace text={last.trace} />}
    </>
  );
}

export function About({ page: { plugin, permissions, providers, faults } }: { page: PluginPage }) {
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
      <Fact name={t("plugins.about.faults")}>
        <Faults faults={faults} />
      </Fact>
    </dl>
  );
}
