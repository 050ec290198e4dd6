/** Over everything while the server can store nothing: why, and what becomes of what is typed. */
import { IconDatabaseX } from "@tabler/icons-react";
import { useStore } from "../state/store";
import { useTranslation } from "../texts/useTranslation";
import css from "./TroubleStrip.module.css";
import { useSession } from "./session";

export function TroubleStrip() {
  const { t } = useTranslation();
  const { live } = useSession();
  const online = useStore(live.connection, ({ phase }) => phase === "online");
  const trouble = useStore(live.feed.trouble, (now) => now);
  return (
    <div role="status">
      {online && trouble !== null && (
        <p className={css.strip}>
          <IconDatabaseX size={16} aria-hidden />
          {t(`trouble.${trouble}`)}
        </p>
      )}
    </div>
  );
}
