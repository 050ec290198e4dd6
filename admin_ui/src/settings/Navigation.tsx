/** The navigation of the settings, with a field that finds a page by its name, or by what is on it. */
import { useQuery } from "@tanstack/react-query";
import { IconAlertTriangle, IconSearch } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { pluginsQuery } from "../api/settingsQueries";
import { needsPerson } from "../plugins/order";
import { useFormat } from "../texts/useFormat";
import words from "../theme/words.module.css";
import css from "./Navigation.module.css";
import { pages, type SettingsPage } from "./pages";

const has = (text: string, sought: string) => text.toLocaleLowerCase().includes(sought.trim().toLocaleLowerCase());

function Trouble() {
  const { t } = useTranslation();
  const { number } = useFormat();
  const { data } = useQuery(pluginsQuery);
  const count = data?.items.filter(needsPerson).length ?? 0;
  if (count === 0) return null;
  return (
    <span className={css.mark}>
      <IconAlertTriangle size={14} aria-hidden />
      <span className={words.unseen}>{t("plugins.attention")}:</span>
      {number(count)}
    </span>
  );
}

function PageLink({ page, opened }: { page: SettingsPage; opened?: () => void }) {
  const { t } = useTranslation();
  return (
    <li>
      <Link to={page.to} className={css.link} onClick={opened}>
        {t(`settings.page.${page.name}`)}
        {page.name === "plugins" && <Trouble />}
      </Link>
    </li>
  );
}

interface FoundProps {
  sought: string;
  /** Nothing else was found. */
  alone: boolean;
  opened?: () => void;
}

/** Plugins by name: their settings are pages too. */
function FoundPlugins({ sought, alone, opened }: FoundProps) {
  const { t } = useTranslation();
  const { quote } = useFormat();
  const { data } = useQuery(pluginsQuery);
  const found = data?.items.filter(({ title, name }) => has(title, sought) || has(name, sought)) ?? [];
  if (alone && data && found.length === 0)
    return (
      <p className={css.nothing} role="status">
        {t("plugins.none_found", { words: quote(sought.trim()) })}
      </p>
    );
  return (
    <ul>
      {found.map(({ name, title }) => (
        <li key={name}>
          <Link to="/settings/plugins/$name" params={{ name }} className={css.link} onClick={opened}>
            {title}
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** `/` goes to the field, from anywhere but another field. */
function useSlash() {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const writing = event.target instanceof Element && event.target.closest("input, textarea, select");
      if (event.code !== "Slash" || event.shiftKey || event.altKey || event.ctrlKey || event.metaKey || writing) return;
      event.preventDefault();
      field.current?.focus();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
  return field;
}

function Find({ value, change }: { value: string; change: (value: string) => void }) {
  const { t } = useTranslation();
  const field = useSlash();
  return (
    <div className={css.find}>
      <IconSearch size={16} aria-hidden />
      <input
        ref={field}
        type="search"
        aria-label={t("settings.find")}
        placeholder={t("settings.find")}
        value={value}
        onChange={({ target }) => change(target.value)}
        onKeyDown={({ key }) => key === "Escape" && change("")}
      />
      <kbd>/</kbd>
    </div>
  );
}

export function NavigationContent({ opened }: { opened?: () => void }) {
  const { t } = useTranslation();
  const [sought, setSought] = useState("");
  const seeking = sought.trim() !== "";
  const shown = pages.filter(
    ({ name }) => !seeking || has(t(`settings.page.${name}`), sought) || has(t(`settings.inside.${name}`), sought),
  );
  return (
    <>
      <Find value={sought} change={setSought} />
      {shown.map((page) => (
        <div key={page.name} className={page.group ? undefined : css.alone}>
          {page.group && !seeking && <h2>{t(`settings.group.${page.group}`)}</h2>}
          <ul>
            <PageLink page={page} opened={opened} />
          </ul>
        </div>
      ))}
      {seeking && <FoundPlugins sought={sought} alone={shown.length === 0} opened={opened} />}
    </>
  );
}

export function Navigation() {
  const { t } = useTranslation();
  return (
    <nav className={css.column} aria-label={t("settings.label")} data-column tabIndex={-1}>
      <NavigationContent />
    </nav>
  );
}
