/** The lists by name, with their counters. */
import { IconClockExclamation, IconInbox, IconMessageCircle, IconStack2, IconWorld } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { type View } from "../chats/views";
import { useStore } from "../state/store";
import { useFormat } from "../texts/useFormat";
import { useTranslation } from "../texts/useTranslation";
import { Hint } from "./Hint";
import { names } from "./keys";
import { OnShift } from "./OnShift";
import { PresenceLine } from "./PresenceLine";
import { usePlace } from "./place";
import { useSession } from "./session";
import { useViews } from "./useDesk";
import css from "./Views.module.css";

export const viewIcons = {
  queue: IconInbox,
  in_progress: IconMessageCircle,
  online: IconWorld,
  overdue: IconClockExclamation,
  all: IconStack2,
};

function ViewLink({ view, index, opened }: { view: View; index: number; opened?: () => void }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const { live } = useSession();
  const here = usePlace().view === view;
  const counts = useStore(live.feed.counts, (now) => now);
  const Icon = viewIcons[view];
  return (
    <li>
      <Hint label={t(`view.${view}`)} keys={names.view(index)} position="right" disabled={opened !== undefined}>
        <Link
          to="/chats/$view/{-$chat}"
          params={{ view }}
          className={css.view}
          aria-current={here ? "page" : undefined}
          data-hot={(view === "queue" && counts !== null && counts.queue > 0) || undefined}
          data-late={(view === "overdue" && counts !== null && counts.overdue > 0) || undefined}
          onClick={opened}
        >
          <Icon size={16} aria-hidden />
          <span className={css.name}>{t(`view.${view}`)}</span>
          {view !== "all" && counts && <span className={css.count}>{number(counts[view])}</span>}
        </Link>
      </Hint>
    </li>
  );
}

/** `opened`: called when a list was chosen. */
export function ViewsContent({ opened }: { opened?: () => void }) {
  const views = useViews();
  return (
    <>
      <PresenceLine />
      <ul className={css.list}>
        {views.map((view, index) => (
          <ViewLink key={view} view={view} index={index} opened={opened} />
        ))}
      </ul>
      <OnShift />
    </>
  );
}

export function Views() {
  const { t } = useTranslation();
  return (
    <nav className={css.column} aria-label={t("views.label")} data-column tabIndex={-1}>
      <ViewsContent />
    </nav>
  );
}
