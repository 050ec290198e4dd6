/** One stretch of working time: from, till, and what is wrong with it. */
import { ActionIcon } from "@mantine/core";
import { IconAlertCircle, IconX } from "@tabler/icons-react";
import type { Stretch } from "../api/types";
import { useLanguage } from "../texts/useLanguage";
import { useTranslation } from "../texts/useTranslation";
import { dayName } from "./dayName";
import css from "./Hours.module.css";
import type { Week } from "./useWeek";
import { overnight, tidy } from "./week";

interface StretchProps {
  stretch: Stretch;
  at: number;
  week: Week;
  name: string;
}

function Flaw({ at, week }: { at: number; week: Week }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const flaw = week.flaws.get(at);
  if (!flaw) return null;
  const words =
    flaw.key === "time"
      ? t("hours.flaw.time")
      : t("hours.flaw.overlap", {
          day: dayName(language, flaw.with.day),
          start: flaw.with.start,
          end: flaw.with.end,
        });
  return (
    <p className={css.problem} id={`stretch-${at}-words`}>
      <IconAlertCircle size={16} aria-hidden />
      {words}
    </p>
  );
}

export function StretchLine({ stretch, at, week, name }: StretchProps) {
  const { t } = useTranslation();
  const bad = week.flaws.has(at);
  const set = (change: Partial<Stretch>) => {
    const next = { ...stretch, ...change };
    if (next.start !== stretch.start || next.end !== stretch.end) week.change(week.stretches.with(at, next));
  };
  const common = {
    inputMode: "numeric",
    maxLength: 5,
    className: css.time,
    "aria-invalid": bad || undefined,
    "aria-describedby": bad ? `stretch-${at}-words` : undefined,
  } as const;
  return (
    <li>
      <div className={css.stretch}>
        <input
          {...common}
          id={`stretch-${at}`}
          aria-label={t("hours.from", { day: name })}
          value={stretch.start}
          onChange={({ target }) => set({ start: target.value })}
          onBlur={() => set({ start: tidy(stretch.start) })}
        />
        <span aria-hidden>–</span>
        <input
          {...common}
          aria-label={t("hours.till", { day: name })}
          value={stretch.end}
          onChange={({ target }) => set({ end: target.value })}
          onBlur={() => set({ end: tidy(stretch.end) })}
        />
        <ActionIcon
          size={28}
          aria-label={t("hours.remove", { day: name, start: stretch.start, end: stretch.end })}
          onClick={() => week.change(week.stretches.toSpliced(at, 1))}
        >
          <IconX size={16} />
        </ActionIcon>
        {!bad && overnight(stretch) && <span className={css.night}>{t("hours.overnight", { end: stretch.end })}</span>}
      </div>
      <Flaw at={at} week={week} />
    </li>
  );
}
