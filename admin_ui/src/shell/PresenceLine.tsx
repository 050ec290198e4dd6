/** My own presence: whether the console is connected, and since when. */
import { useTranslation } from "react-i18next";
import { useServerNow } from "../live/clock";
import { useStore } from "../state/store";
import { useFormat } from "../texts/useFormat";
import { Presence } from "./Avatar";
import css from "./Views.module.css";
import { useSession } from "./session";

function CutOffFor({ since }: { since: number }) {
  const { duration } = useFormat();
  useServerNow(); // ticks
  return <>{duration(Date.now() - since)}</>;
}

export function PresenceLine() {
  const { t } = useTranslation();
  const { clockTime } = useFormat();
  const { live } = useSession();
  const { phase, since } = useStore(live.connection, (now) => now);
  const lost = phase === "lost";
  return (
    <p className={css.presence}>
      <Presence here={phase === "online"} />
      <span className={css.presenceName}>{t(`presence.${phase}`)}</span>
      <span className={css.presenceSince}>
        {lost && <CutOffFor since={since} />}
        {phase === "online" && t("presence.since", { time: clockTime(since) })}
      </span>
    </p>
  );
}
