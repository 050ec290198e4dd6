/** What plugins know of the client: a section each, only data, loaded when the chat is opened. */
import { useQuery } from "@tanstack/react-query";
import { panelsQuery } from "../api/queries";
import type { ClientPanel } from "../api/types";
import { Failure } from "../shell/Failure";
import { useTranslation } from "../texts/useTranslation";
import { isWebAddress } from "./address";
import css from "./Panel.module.css";
import { Section } from "./Section";

function Value({ value, url }: { value: string; url: string }) {
  // The address comes from another system: only web ones may be pressed.
  if (!isWebAddress(url)) return <>{value}</>;
  return (
    <a href={url} target="_blank" rel="noopener noreferrer">
      {value}
    </a>
  );
}

function Rows({ panel }: { panel: ClientPanel }) {
  const { t } = useTranslation();
  if (panel.problem !== null)
    return (
      <p className={css.trouble} role="alert">
        {panel.problem}
      </p>
    );
  if (panel.rows.length === 0) return <p className={css.remark}>{t("panel.empty_panel")}</p>;
  return (
    <dl className={css.data}>
      {panel.rows.map(({ label, value, url }, at) => (
        <div key={at}>
          <dt>{label}</dt>
          <dd>
            <Value value={value} url={url} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

export function PluginSections({ chat }: { chat: number }) {
  const { data, error, refetch } = useQuery(panelsQuery(chat));
  if (error && data === undefined) return <Failure error={error} retry={() => void refetch()} />;
  return (
    <>
      {data?.map((panel) => {
        const name = `plugin.${panel.plugin}.${panel.id}`;
        return (
          <Section key={name} name={name} title={panel.title} plugin>
            <Rows panel={panel} />
          </Section>
        );
      })}
    </>
  );
}
