/** The client's visits; each opens to its pages. */
import type { Visit } from "../api/types";
import { serverNow } from "../live/clock";
import { useFormat } from "../texts/useFormat";
import { useTranslation } from "../texts/useTranslation";
import css from "./Panel.module.css";
import { Section } from "./Section";

function VisitLine({ visit }: { visit: Visit }) {
  const { t } = useTranslation();
  const { shortMoment, clockTime } = useFormat();
  const day = shortMoment(visit.started_at, serverNow());
  const time = clockTime(visit.started_at);
  return (
    <details className={css.visit}>
      <summary>
        <span>{t("panel.visit", { count: visit.number, ordinal: true })}</span>
        <span className={css.pages}>{t("panel.pages", { count: visit.pages.length })}</span>
        <time dateTime={visit.started_at}>{day === time ? time : `${day}, ${time}`}</time>
      </summary>
      <ol>
        {visit.pages.map((page) => (
          <li key={page.at + page.url} title={page.url}>
            <span className={css.cut}>{page.title || page.url}</span>
            <time dateTime={page.at}>{clockTime(page.at)}</time>
          </li>
        ))}
      </ol>
    </details>
  );
}

export function VisitsSection({ visits }: { visits: Visit[] }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  if (visits.length === 0) return null;
  return (
    <Section name="visits" title={t("panel.visits_title")} count={number(visits[0]?.number ?? visits.length)}>
      {visits.map((visit) => (
        <VisitLine key={visit.id} visit={visit} />
      ))}
    </Section>
  );
}
