/** An instance: its name, its state, its switch. */
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { asProblem } from "../api/problem";
import { changeInstance } from "../api/settingsCalls";
import { pluginQuery } from "../api/settingsQueries";
import type { Instance, PluginPage } from "../api/types";
import { announce } from "../settings/announce";
import { Knob } from "../shell/Switch";
import { useProblemWords } from "../texts/useProblemWords";
import { useTranslation } from "../texts/useTranslation";
import type { Shape, Tone } from "./looks";
import { nameOf } from "./nameOf";
import css from "./PluginPage.module.css";
import { ShapeIcon } from "./StateWords";
import state from "./StateWords.module.css";

const looks: Record<Instance["state"], { shape: Shape; tone: Tone }> = {
  running: { shape: "ok", tone: "ok" },
  off: { shape: "ring", tone: "off" },
  waiting: { shape: "again", tone: "wait" },
  needs_auth: { shape: "key", tone: "err" },
  failed: { shape: "octagon", tone: "err" },
};

export function InstanceState({ instance }: { instance: Instance }) {
  const { t } = useTranslation();
  const { shape, tone } = looks[instance.state];
  return (
    <div className={state.state} data-tone={tone}>
      <ShapeIcon shape={shape} />
      <div>
        <p className={state.word}>{t(`plugins.instance.${instance.state}`)}</p>
        {instance.trouble && <p className={state.reason}>{instance.trouble.summary}</p>}
      </div>
    </div>
  );
}

export function putInstance(page: PluginPage, instance: Instance): PluginPage {
  const known = page.instances.some(({ id }) => id === instance.id);
  const instances = known
    ? page.instances.map((one) => (one.id === instance.id ? instance : one))
    : [...page.instances, instance];
  return { ...page, instances };
}

function useInstanceSwitch(plugin: string, instance: Instance, name: string) {
  const cache = useQueryClient();
  const words = useProblemWords();
  const [to, setTo] = useState<boolean | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  async function flip(on: boolean): Promise<void> {
    setTo(on);
    setRefused(null);
    try {
      const answered = await changeInstance(instance.id, { enabled: on });
      cache.setQueryData(pluginQuery(plugin).queryKey, (page) => page && putInstance(page, answered));
    } catch (error) {
      const why = words(asProblem(error));
      setRefused(why);
      announce(`${name}: ${why}`);
    }
    setTo(null);
  }
  return { on: to ?? instance.enabled, refused, flip: (on: boolean) => void flip(on) };
}

interface Props {
  page: PluginPage;
  instance: Instance;
  /** It is the one shown below. */
  chosen: boolean;
}

export function InstanceCard({ page, instance, chosen }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const provider = page.providers.find(({ name }) => name === instance.provider);
  const name = nameOf(instance, page.providers);
  const by = useInstanceSwitch(page.plugin.name, instance, name);
  const under = [
    page.providers.length > 1 && provider?.title !== name && provider?.title,
    instance.chosen && t("plugins.chosen"),
  ].filter(Boolean);
  const open = () =>
    void navigate({
      to: "/settings/plugins/$name",
      params: { name: page.plugin.name },
      search: { tab: "instances", instance: instance.id },
      replace: true,
    });
  return (
    <div className={css.card} data-chosen={chosen || undefined}>
      <div className={css.cardTop}>
        <div>
          <button type="button" className={css.pick} aria-current={chosen ? "true" : undefined} onClick={open}>
            {name}
          </button>
          {under.length > 0 && <span className={css.under}>{under.join(" · ")}</span>}
        </div>
        <Knob label={name} on={by.on} change={by.flip} />
      </div>
      <InstanceState instance={instance} />
      {by.refused !== null && <p className={css.refused}>{by.refused}</p>}
    </div>
  );
}
