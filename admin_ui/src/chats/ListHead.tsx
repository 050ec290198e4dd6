/** The head of a list: its name, how many, in what order; what is searched for in it and what it is narrowed to. */
import { usePhone } from "../shell/media";
import { NextChatButton } from "../conversation/NextChatButton";
import { useSession } from "../shell/session";
import { useDesk } from "../shell/useDesk";
import { useStore } from "../state/store";
import { useFormat } from "../texts/useFormat";
import { useTranslation } from "../texts/useTranslation";
import { FilterButton } from "./FilterButton";
import css from "./ListColumn.module.css";
import { PhoneHead } from "./PhoneHead";
import { SearchField } from "./SearchField";
import type { View } from "./views";

export function ListHead({ view }: { view: View }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const { live } = useSession();
  const counts = useStore(live.feed.counts, (now) => now);
  const phone = usePhone();
  const { queue, onRequest } = useDesk();
  const asks = onRequest && (view === "in_progress" || (view === "queue" && queue !== "hidden"));
  if (phone) return <PhoneHead view={view} second={asks && <NextChatButton fullWidth size="lg" />} />;
  return (
    <header className={css.head}>
      <div className={css.title}>
        <h1>{t(`view.${view}`)}</h1>
        {view !== "all" && counts && <span className={css.count}>{number(counts[view])}</span>}
        {asks ? <NextChatButton className={css.next} size="xs" /> : <p className={css.order}>{t(`list.order.${view}`)}</p>}
      </div>
      <div className={css.second}>
        <SearchField />
        <FilterButton view={view} />
      </div>
    </header>
  );
}
