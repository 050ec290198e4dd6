/** One entry of the log, by its kind. */
import { memo } from "react";
import { useTranslation } from "../texts/useTranslation";
import { DeletedTrace } from "./DeletedTrace";
import type { Entry } from "./entries";
import css from "./Log.module.css";
import type { Outgoing } from "./outbox";
import { OutgoingView } from "./OutgoingView";
import { Said } from "./Said";
import { SystemLine } from "./SystemLine";

const alone = { first: true, last: true };

interface Props {
  entry: Entry;
  readByClient: number;
  /** What I have asked the server to make of it. */
  change?: Outgoing;
}

export const EntryView = memo(function EntryView({ entry, readByClient, change }: Props) {
  const { t } = useTranslation();
  switch (entry.type) {
    case "message":
    case "note":
      if (change?.change?.what === "delete" && change.state !== "failed") return <DeletedTrace event={entry.event} />;
      return <Said entry={{ ...alone, ...entry }} change={change} read={entry.event.seq <= readByClient} />;
    case "deleted":
      return (
        <>
          <DeletedTrace event={entry.event} />
          {/* What was to be written there instead is not lost. */}
          {change?.change?.what === "edit" && <Said entry={{ ...alone, ...entry }} change={change} read={false} />}
        </>
      );
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
