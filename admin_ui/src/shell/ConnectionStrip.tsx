/** Over the log while the connection is away: when it tries again, and "now". */
import { IconPlugConnectedX } from "@tabler/icons-react";
import { useServerNow } from "../live/clock";
import { useStore } from "../state/store";
import { useTranslation } from "../texts/useTranslation";
import css from "./ConnectionStrip.module.css";
import { useSession } from "./session";

function When({ retryAt }: { retryAt: number | null }) {
  const { t } = useTranslation();
  useServerNow(); // ticks
  const seconds = retryAt === null ? 0 : Math.ceil((retryAt - Date.now()) / 1000);
  return <>{seconds > 0 ? t("connection.lost", { seconds }) : t("connection.trying")}</>;
}

export function ConnectionStrip() {
  const { t } = useTranslation();
  const { live } = useSession();
  const { phase, retryAt } = useStore(live.connection, (now) => now);
  if (phase !== "lost") return null;
  return (
    <div className={css.strip}>
      <IconPlugConnectedX size={16} aria-hidden />
      <span>
        <When retryAt={retryAt} />
      </span>
      <button type="button" onClick={live.connectNow}>
        {t("connection.now")}
      </button>
    </div>
  );
}
