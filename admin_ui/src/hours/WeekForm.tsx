/** Seven days, each with its stretches. */
import { Button } from "@mantine/core";
import type { Hours } from "../api/types";
import { SaveBar } from "../forms/SaveBar";
import { PageFailure } from "../settings/PageFailure";
import { useTranslation } from "../texts/useTranslation";
import { DayRow } from "./DayRow";
import css from "./Hours.module.css";
import { useWeek, type Week } from "./useWeek";
import { days, presets, same } from "./week";

function Presets({ week }: { week: Week }) {
  const { t } = useTranslation();
  return (
    <div className={css.presets} role="group" aria-label={t("hours.presets")}>
      {(["weekdays", "always"] as const).map((name) => (
        <Button
          key={name}
          size="xs"
          aria-pressed={same(week.stretches, presets[name])}
          onClick={() => week.change([...presets[name]])}
        >
          {t(`hours.preset.${name}`)}
        </Button>
      ))}
    </div>
  );
}

export function WeekForm({ hours }: { hours: Hours }) {
  const { t } = useTranslation();
  const week = useWeek(hours);
  const [first] = week.flaws.keys();
  const always = week.stretches.length === 0;
  return (
    <>
      <Presets week={week} />
      {always && <p className={css.always}>{t("hours.always")}</p>}
      <ul className={css.week}>
        {days.map((day) => (
          <DayRow key={day} day={day} week={week} always={always} />
        ))}
      </ul>
      {week.problem && <PageFailure query={{ error: week.problem, dataUpdatedAt: 0, refetch: null }} />}
      <SaveBar
        changed={week.changed}
        phase={week.phase}
        wrong={week.flaws.size}
        toFirst={() => document.getElementById(`stretch-${first}`)?.focus()}
        save={() => (first === undefined ? week.save() : document.getElementById(`stretch-${first}`)?.focus())}
        reset={week.reset}
        notice={week.flaws.size === 0 ? t("hours.changed", { count: week.changed }) : undefined}
      />
    </>
  );
}
