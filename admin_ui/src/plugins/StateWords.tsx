/** The state of a plugin: a shape, a word, and why or how much. */
import {
  IconAlertCircle,
  IconAlertOctagon,
  IconAlertTriangle,
  IconCircle,
  IconCircleCheck,
  IconKey,
  IconLoader2,
  IconLock,
  IconPlugX,
  IconRefresh,
} from "@tabler/icons-react";
import type { PluginRow } from "../api/types";
import { useServerNow } from "../live/clock";
import { useFormat } from "../texts/useFormat";
import { useTranslation } from "../texts/useTranslation";
import { instanceWord, lookOf, type Look, type Shape, type Switching } from "./looks";
import css from "./StateWords.module.css";

const icons: Record<Shape, typeof IconCircle> = {
  ok: IconCircleCheck,
  ring: IconCircle,
  loader: IconLoader2,
  octagon: IconAlertOctagon,
  plug: IconPlugX,
  key: IconKey,
  triangle: IconAlertTriangle,
  again: IconRefresh,
  lock: IconLock,
  circle: IconAlertCircle,
};

export function ShapeIcon({ shape, size = 16 }: { shape: Shape; size?: number }) {
  const Icon = icons[shape];
  return <Icon size={size} aria-hidden className={shape === "loader" ? css.turning : undefined} />;
}

function RetryTime({ at }: { at: string }) {
  const { duration } = useFormat();
  return <>{duration(Date.parse(at) - useServerNow())}</>;
}

function Word({ row, look }: { row: PluginRow; look: Look }) {
  const { t } = useTranslation();
  if (look.words !== "retrying") return <>{t(`plugins.state.${look.words}`)}</>;
  if (row.retry_at === null) return <>{t("plugins.state.retries")}</>;
  return (
    <>
      {t("plugins.state.retrying")} <RetryTime at={row.retry_at} />
    </>
  );
}

function useReason(row: PluginRow, { refused }: Switching): string | null {
  const { t } = useTranslation();
  if (refused) return refused.why;
  if (row.trouble) return row.trouble.summary;
  if (row.state === "safe_mode") return t("plugins.safe_mode.short");
  const { total, running } = row.instances;
  if (row.state !== "active" || total === 0) return null;
  if (running < total) return t("plugins.running", { running, total });
  return t(`plugins.count.${instanceWord(row)}`, { count: total });
}

export function StateWords({ row, switching }: { row: PluginRow; switching: Switching }) {
  const look = lookOf(row, switching);
  const reason = useReason(row, switching);
  return (
    <div className={css.state} data-tone={look.tone}>
      <ShapeIcon shape={look.shape} />
      <div>
        <p className={css.word}>
          <Word row={row} look={look} />
        </p>
        {reason !== null && (
          <p className={css.reason} data-whole={switching.refused !== null || undefined} title={reason}>
            {reason}
          </p>
        )}
      </div>
    </div>
  );
}
