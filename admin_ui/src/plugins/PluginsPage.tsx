/** The list of plugins: what needs a person first; every one can be switched here. */
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Button } from "@mantine/core";
import { useRef } from "react";
import { pluginsQuery } from "../api/settingsQueries";
import type { PluginList, PluginRow } from "../api/types";
import { Page } from "../settings/Page";
import { PageFailure } from "../settings/PageFailure";
import { useRowKeys } from "../settings/useRowKeys";
import { useLater } from "../shell/useLater";
import { useFormat } from "../texts/useFormat";
import { useTranslation } from "../texts/useTranslation";
import { Filters } from "./Filters";
import { NewPackages, SafeMode } from "./Notes";
import { matches, ordered, type Filters as Sought, type Order } from "./order";
import { PluginBones } from "./PluginBones";
import { PluginRowView } from "./PluginRowView";
import css from "./PluginsPage.module.css";

/** The order of the first look, kept while the page is open. */
function useOrder(items: PluginRow[]): Order {
  const kept = useRef<Order>(undefined);
  kept.current = ordered(items, kept.current);
  return kept.current;
}

function Part({ title, rows }: { title: string; rows: PluginRow[] }) {
  const { number } = useFormat();
  if (rows.length === 0) return null;
  return (
    <section className={css.part} aria-label={title}>
      <h2 className={css.heading}>
        {title} <b>{number(rows.length)}</b>
      </h2>
      <ul className={css.card}>
        {rows.map((row) => (
          <PluginRowView key={row.name} row={row} />
        ))}
      </ul>
    </section>
  );
}

function NothingFound({ find, reset }: { find: string; reset: () => void }) {
  const { t } = useTranslation();
  const { quote } = useFormat();
  return (
    <div className={css.void} role="status">
      <p>{find.trim() === "" ? t("plugins.none_so") : t("plugins.none_found", { words: quote(find.trim()) })}</p>
      <Button size="xs" onClick={reset}>
        {t("plugins.reset")}
      </Button>
    </div>
  );
}

function Rows({ list, sought, reset }: { list: PluginList; sought: Sought; reset: () => void }) {
  const { t } = useTranslation();
  const order = useOrder(list.items);
  const byName = new Map(list.items.map((row) => [row.name, row]));
  const shown = (names: readonly string[]) =>
    names.map((name) => byName.get(name)).filter((row): row is PluginRow => row !== undefined && matches(row, sought));
  const [attention, rest] = [shown(order.attention), shown(order.rest)];
  if (list.items.length === 0) return <p className={css.void}>{t("plugins.none")}</p>;
  if (attention.length + rest.length === 0) return <NothingFound find={sought.find ?? ""} reset={reset} />;
  return (
    <>
      <Part title={t("plugins.attention")} rows={attention} />
      <Part title={t(order.attention.length > 0 ? "plugins.rest" : "plugins.all")} rows={rest} />
    </>
  );
}

export function PluginsPage() {
  const { t } = useTranslation();
  const query = useQuery(pluginsQuery);
  const sought = useSearch({ from: "/signed-in/settings/plugins" });
  const navigate = useNavigate();
  const late = useLater(query.isPending);
  const keys = useRowKeys();
  const seek = (to: Sought) => void navigate({ to: "/settings/plugins", search: to, replace: true });
  const { data: list } = query;
  return (
    <Page title={t("settings.page.plugins")} lead={t("plugins.lead")}>
      <div ref={keys}>
        {list?.safe_mode && <SafeMode />}
        <Filters list={list} sought={sought} seek={seek} />
        {list && <NewPackages packages={list.new} />}
        {query.isPending && late && <PluginBones />}
        {query.error && <PageFailure query={query} />}
        {list && <Rows list={list} sought={sought} reset={() => seek({})} />}
      </div>
    </Page>
  );
}
