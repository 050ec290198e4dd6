/** What a search in the settings has found beyond whole pages: plugins by name, and fields inside pages. */
import { useQueries, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { pluginQuery, pluginsQuery } from "../api/settingsQueries";
import type { PluginPage } from "../api/types";
import { fieldsOf, type Field, type Schema } from "../forms/fields";
import { fieldId } from "../forms/useForm";
import { nameOf } from "../plugins/nameOf";
import { Marked } from "../search/Marked";
import { match } from "../search/match";
import { useFormat } from "../texts/useFormat";
import { useTranslation } from "../texts/useTranslation";
import css from "./Navigation.module.css";
import { usePages } from "./pages";

/** More of them would be a list to search in again. */
const MOST = 12;

interface FoundField {
  key: string;
  title: string;
  /** The page, or the instance on it. */
  where: string;
  /** The element on that page. */
  at: string;
  link: { to: string; params?: { name: string }; search?: { tab: "settings" | "instances"; instance?: number } };
}

/** With those that stand in groups; a list is found as a whole. */
function inside(fields: Field[], path = ""): { title: string; path: string }[] {
  return fields.flatMap((field) => {
    const here = path + field.name;
    return field.kind === "group" ? inside(field.fields, `${here}.`) : [{ title: field.title, path: here }];
  });
}

const titles = (schema: unknown) => inside(fieldsOf(schema as Schema));

function ofPlugin({ plugin, form, instances, providers }: PluginPage): FoundField[] {
  const params = { name: plugin.name };
  const to = "/settings/plugins/$name";
  const own = form ? titles(form.schema) : [];
  return [
    ...own.map(({ title, path }) => ({
      key: `${plugin.name}.${path}`,
      title,
      where: plugin.title,
      at: fieldId(path),
      link: { to, params, search: { tab: "settings" as const } },
    })),
    ...instances.flatMap((instance) =>
      titles(instance.form.schema).map(({ title, path }) => ({
        key: `${instance.id}.${path}`,
        title,
        where: nameOf(instance, providers) || plugin.title,
        at: fieldId(path),
        link: { to, params, search: { tab: "instances" as const, instance: instance.id } },
      })),
    ),
  ];
}

function useOwnFields(): FoundField[] {
  const { t } = useTranslation();
  return usePages().flatMap((page) =>
    page.fields.map(({ label, at }) => ({
      key: label,
      title: t(label),
      where: t(`settings.page.${page.name}`),
      at,
      link: { to: page.to },
    })),
  );
}

interface Props {
  sought: string;
  /** Nothing else was found. */
  alone: boolean;
  opened?: () => void;
}

function Fields({ fields, sought, opened }: { fields: FoundField[]; sought: string; opened?: () => void }) {
  const { t } = useTranslation();
  return (
    <>
      <h2>{t("settings.fields")}</h2>
      <ul>
        {fields.map(({ key, title, where, at, link }) => (
          <li key={key}>
            <Link {...link} hash={at} className={css.deep} onClick={opened}>
              <span>
                <Marked text={title} spans={match([title], sought)?.[0] ?? []} />
              </span>
              <small>{where}</small>
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}

function Nothing({ sought }: { sought: string }) {
  const { t } = useTranslation();
  const { quote } = useFormat();
  return (
    <p className={css.nothing} role="status">
      {t("plugins.none_found", { words: quote(sought.trim()) })}
    </p>
  );
}

/** For whom there are no plugins to look into. */
export function FoundInPages({ sought, alone, opened }: Props) {
  const found = useOwnFields().filter(({ title }) => match([title], sought));
  if (found.length > 0) return <Fields fields={found} sought={sought} opened={opened} />;
  return alone ? <Nothing sought={sought} /> : null;
}

export function FoundEverywhere({ sought, alone, opened }: Props) {
  const { data } = useQuery(pluginsQuery);
  const names = data?.items.map(({ name }) => name) ?? [];
  const pages = useQueries({ queries: names.map(pluginQuery) });
  const own = useOwnFields();
  const plugins = data?.items.filter(({ title, name }) => match([title, name], sought)) ?? [];
  const all = [...own, ...pages.flatMap((page) => (page.data ? ofPlugin(page.data) : []))];
  const fields = all.filter(({ title }) => match([title], sought)).slice(0, MOST);
  const known = data !== undefined && pages.every(({ isPending }) => !isPending);
  if (alone && known && plugins.length + fields.length === 0) return <Nothing sought={sought} />;
  return (
    <>
      <ul>
        {plugins.map(({ name, title }) => (
          <li key={name}>
            <Link to="/settings/plugins/$name" params={{ name }} className={css.link} onClick={opened}>
              {title}
            </Link>
          </li>
        ))}
      </ul>
      {fields.length > 0 && <Fields fields={fields} sought={sought} opened={opened} />}
    </>
  );
}
