/** What kind of thing a plugin adds, as an icon and as a word. */
import {
  IconArrowsShuffle,
  IconClockHour4,
  IconMessageCircle,
  IconPuzzle,
  IconStar,
  IconWorld,
} from "@tabler/icons-react";
import type { PluginRow } from "../api/types";
import { useTranslation } from "../texts/useTranslation";
import css from "./KindBadge.module.css";

const icons = {
  channel: IconMessageCircle,
  distribution: IconArrowsShuffle,
  rating: IconStar,
  sla: IconClockHour4,
  other: IconPuzzle,
};

export function PluginTile({ plugin, large }: { plugin: Pick<PluginRow, "name" | "kinds">; large?: boolean }) {
  const Icon = plugin.name === "webchat" ? IconWorld : icons[plugin.kinds[0] ?? "other"];
  return (
    <span className={css.tile} data-large={large || undefined}>
      <Icon size={large ? 26 : 20} aria-hidden />
    </span>
  );
}

export function KindBadge({ kinds }: { kinds: PluginRow["kinds"] }) {
  const { t } = useTranslation();
  return (
    <>
      {(kinds.length > 0 ? kinds : (["other"] as const)).map((kind) => (
        <span key={kind} className={css.kind}>
          {t(`plugins.kind.${kind}`)}
        </span>
      ))}
    </>
  );
}
