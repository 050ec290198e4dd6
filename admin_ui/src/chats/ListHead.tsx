/** The head of a list: its name, how many, and in what order, or the switch that hides silent visitors. */
import { useTranslation } from "react-i18next";
import { usePhone } from "../shell/media";
import { Switch } from "../shell/Switch";
import { useSession } from "../shell/session";
import { useStore } from "../state/store";
import { useFormat } from "../texts/useFormat";
import css from "./ListColumn.module.css";
import { PhoneHead } from "./PhoneHead";
import { setOnlyWithMessages, useOnlyWithMessages } from "./useScope";
import type { View } from "./views";

export function OnlyWithMessages() {
  const { t } = useTranslation();
  const on = useOnlyWithMessages();
  return <Switch label={t("list.only_with_messages")} on={on} change={setOnlyWithMessages} />;
}

const showsSilent = (view: View) => view === "online" || view === "all";

export function ListHead({ view }: { view: View }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const { live } = useSession();
  const counts = useStore(live.feed.counts, (now) => now);
  const phone = usePhone();
  if (phone) return <PhoneHead view={view} second={showsSilent(view) ? <OnlyWithMessages /> : null} />;
  return (
    <header className={css.head}>
      <div className={css.title}>
        <h1>{t(`view.${view}`)}</h1>
        {view !== "all" && counts && <span className={css.count}>{number(counts[view])}</span>}
      </div>
      <div className={css.second}>
        {showsSilent(view) ? <OnlyWithMessages /> : <p>{t(`list.order.${view as "queue" | "in_progress"}`)}</p>}
      </div>
    </header>
  );
}
