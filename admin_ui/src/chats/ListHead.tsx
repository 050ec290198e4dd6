/** The head of a list: its name, how many, and in what order, or the switch that hides silent visitors. */
import { useTranslation } from "react-i18next";
import { usePhone } from "../shell/media";
import { NextChatButton } from "../conversation/NextChatButton";
import { Switch } from "../shell/Switch";
import { useSession } from "../shell/session";
import { useDesk } from "../shell/useDesk";
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
  const { queue, onRequest } = useDesk();
  const asks = onRequest && (view === "in_progress" || (view === "queue" && queue !== "hidden"));
  const silent = showsSilent(view) && <OnlyWithMessages />;
  if (phone) return <PhoneHead view={view} second={silent || (asks && <NextChatButton fullWidth size="lg" />)} />;
  return (
    <header className={css.head}>
      <div className={css.title}>
        <h1>{t(`view.${view}`)}</h1>
        {view !== "all" && counts && <span className={css.count}>{number(counts[view])}</span>}
      </div>
      <div className={css.second}>
        {silent || <p>{t(`list.order.${view as "queue" | "in_progress" | "overdue"}`)}</p>}
        {asks && <NextChatButton className={css.next} />}
      </div>
    </header>
  );
}
