/** The head of a list on a phone: its name, the other lists as tabs to press, or what is searched for. */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useSession } from "../shell/session";
import { useStore } from "../state/store";
import { useFormat } from "../texts/useFormat";
import { useTranslation } from "../texts/useTranslation";
import { FilterButton } from "./FilterButton";
import { useNarrow } from "./narrow";
import css from "./PhoneHead.module.css";
import { SearchField } from "./SearchField";
import type { View } from "./views";

const tabs = ["all", "in_progress", "online", "overdue"] as const;

function Tabs() {
  const { t } = useTranslation();
  const { number } = useFormat();
  const { live } = useSession();
  const counts = useStore(live.feed.counts, (now) => now);
  return (
    <nav className={css.tabs} aria-label={t("views.label")}>
      {tabs.map((view) => (
        <Link
          key={view}
          to="/chats/$view/{-$chat}"
          params={{ view }}
          className={css.tab}
          activeOptions={{ exact: true }}
        >
          {t(`view.${view}`)}
          {view !== "all" && counts && <span className={css.count}>{number(counts[view])}</span>}
        </Link>
      ))}
    </nav>
  );
}

export function PhoneHead({ view, second }: { view: View; second: ReactNode }) {
  const { t } = useTranslation();
  const searching = useNarrow().q !== undefined;
  return (
    <header className={css.head}>
      <div className={css.title}>
        <h1>{searching ? t("phone.find") : t(`view.${view}`)}</h1>
        <FilterButton view={view} />
      </div>
      {searching && (
        <div className={css.second}>
          <SearchField none="" focused />
        </div>
      )}
      {!searching && view !== "queue" && <Tabs />}
      {!searching && second && <div className={css.second}>{second}</div>}
    </header>
  );
}
