/** The instances of a plugin as cards, and below them the one that is being looked at, or a new one. */
import type { PluginPage } from "../api/types";
import { useTranslation } from "../texts/useTranslation";
import { addable, AddInstance } from "./AddInstance";
import { InstanceCard } from "./InstanceCard";
import { InstancePane } from "./InstancePane";
import { instanceWord } from "./looks";
import { NewInstancePane } from "./NewInstancePane";
import css from "./PluginPage.module.css";

interface Props {
  page: PluginPage;
  chosen: number | undefined;
  add: string | undefined;
}

export function InstancesTab({ page, chosen, add }: Props) {
  const { t } = useTranslation();
  const { instances, plugin } = page;
  const adding = addable(page).find(({ name }) => name === add);
  const shown = adding ? undefined : (instances.find(({ id }) => id === chosen) ?? instances[0]);
  const word = instanceWord(plugin, instances);
  return (
    <>
      {instances.length > 0 && (
        <div className={css.cards} role="group" aria-label={t(`plugins.tab.${word}`)}>
          {instances.map((instance) => (
            <InstanceCard key={instance.id} page={page} instance={instance} chosen={instance.id === shown?.id} />
          ))}
        </div>
      )}
      {instances.length === 0 && !adding && (
        <div className={css.void}>
          <p>{t(`plugins.no.${word}`)}</p>
          <AddInstance page={page} />
        </div>
      )}
      {adding && <NewInstancePane key={adding.name} page={page} provider={adding} />}
      {shown && <InstancePane key={shown.id} page={page} instance={shown} />}
    </>
  );
}
