/** Removing an instance cannot be undone, so it asks, and says what it is about. */
import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { asProblem } from "../api/problem";
import { removeInstance } from "../api/settingsCalls";
import { pluginQuery } from "../api/settingsQueries";
import type { Instance } from "../api/types";
import ask from "../shell/Ask.module.css";
import { Dialog } from "../shell/Dialog";
import { useFormat } from "../texts/useFormat";
import { useProblemWords } from "../texts/useProblemWords";
import { useTranslation } from "../texts/useTranslation";
import css from "./PluginPage.module.css";

interface Props {
  plugin: string;
  instance: Instance;
  title: string;
}

export function RemoveInstance({ plugin, instance, title }: Props) {
  const { t } = useTranslation();
  const { quote } = useFormat();
  const cache = useQueryClient();
  const words = useProblemWords();
  const [opened, { open, close }] = useDisclosure();
  const [refused, setRefused] = useState<string | null>(null);
  const question = t("plugins.remove.title", { name: quote(title) });
  async function remove(): Promise<void> {
    close();
    try {
      await removeInstance(instance.id);
      cache.setQueryData(
        pluginQuery(plugin).queryKey,
        (page) => page && { ...page, instances: page.instances.filter(({ id }) => id !== instance.id) },
      );
    } catch (error) {
      setRefused(words(asProblem(error)));
    }
  }
  return (
    <div className={css.paneFoot}>
      <Button size="xs" variant="subtle" className={css.danger} onClick={open}>
        {t("plugins.remove.open")}
      </Button>
      <p className={css.refused} role="status">
        {refused}
      </p>
      <Dialog opened={opened} close={close} label={question} place="centre">
        <div className={ask.ask}>
          <h2>{question}</h2>
          <p>{t("plugins.remove.words")}</p>
          <div className={ask.buttons}>
            <Button onClick={close}>{t("plugins.remove.keep")}</Button>
            <Button className={css.danger} onClick={() => void remove()}>
              {t("plugins.remove.do")}
            </Button>
          </div>
        </div>
      </Dialog>
    </div>
  );
}
