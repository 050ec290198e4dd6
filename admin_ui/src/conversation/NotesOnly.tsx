/** The switch that leaves only notes in the log, chat by chat, as long as the page is open. */
import { ActionIcon } from "@mantine/core";
import { IconNotes } from "@tabler/icons-react";
import { Hint } from "../shell/Hint";
import { createStore, useStore } from "../state/store";
import { useTranslation } from "../texts/useTranslation";
import css from "./Log.module.css";

const narrowed = createStore<ReadonlySet<number>>(new Set());

export const useNotesOnly = (chat: number): boolean => useStore(narrowed, (all) => all.has(chat));

export function NotesSwitch({ chat, size }: { chat: number; size: number }) {
  const { t } = useTranslation();
  const on = useNotesOnly(chat);
  const turn = () =>
    narrowed.set((now) => new Set(on ? [...now].filter((other) => other !== chat) : [...now, chat]));
  return (
    <Hint label={t("log.notes_only")}>
      <ActionIcon size={size} aria-label={t("log.notes_only")} aria-pressed={on} className={css.notesOnly} onClick={turn}>
        <IconNotes size={20} />
      </ActionIcon>
    </Hint>
  );
}

/** Instead of a log without notes. `loading`: there may be some further up. */
export function NoNotes({ loading }: { loading: boolean }) {
  const { t } = useTranslation();
  return <p className={css.event}>{t(loading ? "log.looking_for_notes" : "log.no_notes")}</p>;
}
