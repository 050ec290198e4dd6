/** One plugin: its switch, its instances, its settings, and what it is. */
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { asProblem } from "../api/problem";
import { pluginQuery } from "../api/settingsQueries";
import type { PluginPage as PageOf } from "../api/types";
import { fieldsOf, type Schema } from "../forms/fields";
import { Page } from "../settings/Page";
import { PageFailure } from "../settings/PageFailure";
import { Tabs } from "../settings/Tabs";
import { Bone } from "../shell/Bone";
import { useLater } from "../shell/useLater";
import { useTranslation } from "../texts/useTranslation";
import { About } from "./About";
import { AddInstance } from "./AddInstance";
import { InstancesTab } from "./InstancesTab";
import { KindBadge, PluginTile } from "./KindBadge";
import { hasMore, instanceWord } from "./looks";
import css from "./PluginPage.module.css";
import { TroubleAction } from "./PluginRowView";
import { PluginSwitch } from "./PluginSwitch";
import { SettingsTab } from "./SettingsTab";
import { StateWords } from "./StateWords";
import { TroubleBody } from "./TroubleBody";
import { useSwitching } from "./useSwitching";

type Tab = "instances" | "settings" | "about";

function Head({ page: { plugin } }: { page: PageOf }) {
  const by = useSwitching(plugin);
  return (
    <>
      <header className={css.head}>
        <PluginTile plugin={plugin} large />
        <div className={css.name}>
          <h1>
            <span>{plugin.title}</span> <KindBadge kinds={plugin.kinds} />
          </h1>
          <p>{plugin.description}</p>
        </div>
        <div className={css.onOff}>
          <StateWords row={plugin} switching={by.switching} />
          <PluginSwitch row={plugin} by={by} />
        </div>
      </header>
      {plugin.trouble && hasMore(plugin) && (
        <div className={css.trouble}>
          <TroubleBody trouble={plugin.trouble}>
            <TroubleAction row={plugin} by={by} />
          </TroubleBody>
        </div>
      )}
    </>
  );
}

function tabsOf(page: PageOf): Tab[] {
  const tabs: Tab[] = [];
  if (page.providers.length > 0) tabs.push("instances");
  if (page.form && fieldsOf(page.form.schema as Schema).length > 0) tabs.push("settings");
  return [...tabs, "about"];
}

function Body({ page }: { page: PageOf }) {
  const { t } = useTranslation();
  const search = useSearch({ from: "/signed-in/settings/plugins/$name" });
  const navigate = useNavigate();
  const tabs = tabsOf(page);
  const tab = tabs.find((name) => name === search.tab) ?? tabs[0] ?? "about";
  const { plugin, instances, form } = page;
  return (
    <Tabs
      label={t("plugins.switch", { name: plugin.title })}
      tabs={tabs.map((name) => ({
        name,
        words: t(`plugins.tab.${name === "instances" ? instanceWord(plugin, instances) : name}`),
        count: name === "instances" ? instances.length : undefined,
      }))}
      current={tab}
      open={(tab) =>
        void navigate({
          to: "/settings/plugins/$name",
          params: { name: plugin.name },
          search: { tab },
          replace: true,
        })
      }
      beside={tab === "instances" && <AddInstance page={page} />}
    >
      {tab === "instances" && <InstancesTab page={page} chosen={search.instance} add={search.add} />}
      {tab === "settings" && form && <SettingsTab name={plugin.name} form={form} />}
      {tab === "about" && <About page={page} />}
    </Tabs>
  );
}

function Bones() {
  return (
    <div aria-busy="true">
      <div className={css.head}>
        <Bone w={48} h={48} shape="control" />
        <div className={css.bones}>
          <Bone w={160} h={16} />
          <Bone w={280} h={10} />
        </div>
      </div>
      <div className={css.bones}>
        <Bone w={880} h={40} shape="control" />
        <Bone w={880} h={240} shape="control" />
      </div>
    </div>
  );
}

export function PluginPage() {
  const { t } = useTranslation();
  const { name } = useParams({ from: "/signed-in/settings/plugins/$name" });
  const query = useQuery(pluginQuery(name));
  const late = useLater(query.isPending);
  const page = query.data;
  const missing = query.error !== null && asProblem(query.error).status === 404;
  return (
    <Page
      title={page?.plugin.title ?? ""}
      back={{ to: "/settings/plugins", label: t("settings.page.plugins") }}
      head={page ? <Head key={name} page={page} /> : <></>}
    >
      {missing && <p className={css.missing}>{t("plugins.no_such")}</p>}
      {query.error && !missing && <PageFailure query={query} />}
      {query.isPending && late && <Bones />}
      {page && !missing && <Body key={name} page={page} />}
    </Page>
  );
}
