/** The company's working hours: times of answers are counted only while it is open. */
import { useQuery } from "@tanstack/react-query";
import { IconCircle, IconCircleCheck } from "@tabler/icons-react";
import { hoursQuery } from "../api/settingsQueries";
import type { Hours } from "../api/types";
import { Page } from "../settings/Page";
import { PageFailure } from "../settings/PageFailure";
import { Bone } from "../shell/Bone";
import { useLater } from "../shell/useLater";
import { useFormat } from "../texts/useFormat";
import { useTranslation } from "../texts/useTranslation";
import css from "./Hours.module.css";
import { days } from "./week";
import { WeekForm } from "./WeekForm";

function Now({ hours }: { hours: Hours }) {
  const { t } = useTranslation();
  const { clockTime } = useFormat();
  const time = clockTime(Date.now(), hours.zone);
  const Icon = hours.open_now ? IconCircleCheck : IconCircle;
  return (
    <p className={css.now} data-open={hours.open_now || undefined}>
      <Icon size={16} aria-hidden />
      <b>{t(hours.open_now ? "hours.open" : "hours.closed")}</b>
      <span>{t("hours.zone", { zone: hours.zone, time })}</span>
    </p>
  );
}

function Bones() {
  return (
    <div className={css.bones} aria-busy="true">
      {days.map((day) => (
        <Bone key={day} w={640} h={36} shape="control" />
      ))}
    </div>
  );
}

export function HoursPage() {
  const { t } = useTranslation();
  const query = useQuery({ ...hoursQuery, refetchInterval: 60_000 });
  const late = useLater(query.isPending);
  return (
    <Page title={t("settings.page.hours")} lead={t("hours.lead")}>
      {query.isPending && late && <Bones />}
      {query.error && <PageFailure query={query} />}
      {query.data && (
        <>
          <Now hours={query.data} />
          <WeekForm hours={query.data} />
        </>
      )}
    </Page>
  );
}
