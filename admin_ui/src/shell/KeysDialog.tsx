/** The list of keys. */
import { ActionIcon } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { views } from "../chats/views";
import { createStore, useStore } from "../state/store";
import { useTranslation } from "../texts/useTranslation";
import { Dialog } from "./Dialog";
import { names } from "./keys";
import css from "./KeysDialog.module.css";

const opened = createStore(false);
export const showKeys = () => opened.set(true);
const hide = () => opened.set(false);

const groups = [
  ["chats", ["next", "previous", "views", "search", "columns"]],
  ["chat", ["take", "transfer", "close", "reply", "note", "arrows"]],
  ["writing", ["enter", "newLine", "template", "editLast", "mention"]],
  ["settings", ["findSetting", "rows", "save"]],
  ["everywhere", ["palette", "undo", "escape", "help"]],
] as const;

const written = (key: string) =>
  key === "views" ? `${names.view(0)}…${views.length}` : names[key as Exclude<keyof typeof names, "view">];

export function KeysDialog() {
  const { t } = useTranslation();
  const shown = useStore(opened, (now) => now);
  return (
    <Dialog opened={shown} close={hide} label={t("keys.title")} place="centre">
      <header className={css.head}>
        <h2>{t("keys.title")}</h2>
        <ActionIcon aria-label={t("close")} onClick={hide}>
          <IconX size={20} />
        </ActionIcon>
      </header>
      <div className={css.groups}>
        {groups.map(([group, keys]) => (
          <section key={group}>
            <h3>{t(`keys.${group}`)}</h3>
            <dl>
              {keys.map((key) => (
                <div key={key} className={css.line}>
                  <dt>{t(`keys.to.${key}`)}</dt>
                  <dd>
                    <kbd>{written(key)}</kbd>
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
