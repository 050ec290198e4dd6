/** The navigation of the settings, with a field that finds a page by its name, or by what is on it. */
import { useQuery } from "@tanstack/react-query";
import { IconAlertTriangle, IconSearch } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { pluginsQuery } from "../api/settingsQueries";
import { needsPerson } from "../plugins/order";
import { match } from "../search/match";
import { useSession } from "../shell/session";
import { useFormat } from "../texts/useFormat";
import { useTranslation } from "../texts/useTranslation";
import words from "../theme/words.module.css";
import { FoundEverywhere, FoundInPages } from "./Found";
import css from "./Navigation.module.css";
import { usePages, type SettingsPage } from "./pages";

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
  const { me } = useSession();
  const pages = usePages();
  const [sought, setSought] = useState("");
  const seeking = sought.trim() !== "";
  const shown = pages.filter(({ name }) => match([t(`settings.page.${name}`), t(`settings.inside.${name}`)], sought));
  const Found = me.administrator ? FoundEverywhere : FoundInPages;
  return (
    <>
      <Find value={sought} change={setSought} />
      {shown.map((page, at) => (
        <div key={page.name} className={page.group ? undefined : css.alone}>
          {page.group && !seeking && page.group !== shown[at - 1]?.group && (
            <h2>{t(`settings.group.${page.group}`)}</h2>
          )}
          <ul>
            <PageLink page={page} opened={opened} />
          </ul>
        </div>
      ))}
      {seeking && <Found sought={sought} alone={shown.length === 0} opened={opened} />}
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
