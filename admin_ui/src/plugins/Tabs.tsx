/** The tabs of a plugin's page; arrows walk them. Which one is shown stands in the address. */
import { useNavigate } from "@tanstack/react-router";
import type { KeyboardEvent } from "react";
import type { PluginPage } from "../api/types";
import { useFormat } from "../texts/useFormat";
import { useTranslation } from "../texts/useTranslation";
import { AddInstance } from "./AddInstance";
import { instanceWord } from "./looks";
import css from "./PluginPage.module.css";

export type Tab = "instances" | "settings" | "about";

interface Props {
  page: PluginPage;
  tabs: Tab[];
  current: Tab;
}

export function Tabs({ page, tabs, current }: Props) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const navigate = useNavigate();
  const { name, title } = page.plugin;
  const open = (tab: Tab) =>
    void navigate({ to: "/settings/plugins/$name", params: { name }, search: { tab }, replace: true });
  const press = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    const next = tabs[tabs.indexOf(current) + step];
    if (step === 0 || next === undefined) return;
    event.preventDefault();
    open(next);
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <div className={css.tabs}>
      <div role="tablist" aria-label={t("plugins.switch", { name: title })} onKeyDown={press}>
        {tabs.map((tab) => (
          <button
            key={tab}
            id={`tab-${tab}`}
            type="button"
            role="tab"
            className={css.tab}
            aria-selected={tab === current}
            aria-controls="tab-panel"
            tabIndex={tab === current ? 0 : -1}
            onClick={() => open(tab)}
          >
            {t(`plugins.tab.${tab === "instances" ? instanceWord(page.plugin, page.instances) : tab}`)}
            {tab === "instances" && <b>{number(page.instances.length)}</b>}
          </button>
        ))}
      </div>
      {current === "instances" && <AddInstance page={page} />}
    </div>
  );
}
