/** No chat is open: nobody waits, or one is to be chosen. */
import { names } from "../shell/keys";
import { Gazebo } from "../shell/Gazebo";
import { useSession } from "../shell/session";
import { useStore } from "../state/store";
import { useDesk } from "../shell/useDesk";
import { useTranslation } from "../texts/useTranslation";
import css from "./Restful.module.css";

export function Restful() {
  const { t } = useTranslation();
  const { live } = useSession();
  const { queue, onRequest } = useDesk();
  const waiting = useStore(live.feed.counts, (counts) => counts?.queue ?? null);
  if (waiting === null) return <main className={css.rest} aria-label={t("rest.label")} />;
  return (
    <main className={css.rest} aria-label={t("rest.label")} data-column tabIndex={-1}>
      <div>
        <Gazebo />
        {queue === "hidden" ? (
          <>
            <h2>{t(onRequest ? "next.ready" : "next.come")}</h2>
            <p>{t(onRequest ? "next.on_request" : "next.by_itself")}</p>
          </>
        ) : (
          <>
            <h2>{waiting > 0 ? t("rest.waiting", { count: waiting }) : t("rest.nobody")}</h2>
            <p>{waiting > 0 ? t("rest.choose", { key: names.next }) : t("rest.tea")}</p>
          </>
        )}
      </div>
    </main>
  );
}
