/** One entry of the log, by its kind. */
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { MessageBubble, NoteCard } from "./Bubble";
import type { Entry } from "./entries";
import css from "./Log.module.css";
import { OutgoingView } from "./OutgoingView";
import { SystemLine } from "./SystemLine";

export const EntryView = memo(function EntryView({ entry, readByClient }: { entry: Entry; readByClient: number }) {
  const { t } = useTranslation();
  switch (entry.type) {
    case "message":
      return (
        <MessageBubble
          event={entry.event}
          first={entry.first}
          last={entry.last}
          read={entry.event.seq <= readByClient}
        />
      );
    case "note":
      return <NoteCard event={entry.event} />;
    case "outgoing":
      return <OutgoingView item={entry.item} first={entry.first} last={entry.last} />;
    case "event":
      return <SystemLine event={entry.event} />;
    case "new":
      return (
        <div className={css.divider} data-divider>
          {t("log.new")}
        </div>
      );
  }
});
