/** How a chat stands with time, ticking by the server's clock. */
import { IconAlertTriangle, IconClock, IconHourglass } from "@tabler/icons-react";
import type { Row } from "../api/types";
import { useServerNow } from "../live/clock";
import { useFormat } from "../texts/useFormat";
import { useTranslation } from "../texts/useTranslation";
import { useWords } from "../texts/useWords";
import { clockOf, type Clock } from "./clock";

const icons = { overdue: IconAlertTriangle, due: IconClock, waits: IconHourglass };

function toneOf(clock: Clock): "late" | "soon" | undefined {
  if (clock.kind === "overdue") return "late";
  return (clock.kind === "due" ? clock.soon : clock.long) ? "soon" : undefined;
}

function useClockWords() {
  const { t } = useTranslation();
  const { duration } = useFormat();
  const words = useWords();
  return (clock: Clock): string => {
    const time = duration(clock.ms);
    if (clock.kind === "overdue") return t("row.overdue", { time });
    if (clock.kind === "waits") return t("row.waits", { time });
    const title = words(clock.title);
    if (title === "") return t("row.left", { time });
    return t("row.due", { title: title.charAt(0).toLocaleLowerCase() + title.slice(1), time });
  };
}

interface Props {
  row: Row;
  className?: string;
  size: 14 | 16;
  /** It is the one clock of the page. */
  timer?: boolean;
}

export function ClockChip({ row, className, size, timer }: Props) {
  const clock = clockOf(row, useServerNow());
  const words = useClockWords();
  if (clock === null) return null;
  const Icon = icons[clock.kind];
  return (
    <span className={className} data-tone={toneOf(clock)} role={timer ? "timer" : undefined}>
      <Icon size={size} aria-hidden />
      {words(clock)}
    </span>
  );
}
