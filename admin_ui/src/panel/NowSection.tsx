/** The page the client is on, and since when; else the last one they were on. */
import type { Page, Row, Visit } from "../api/types";
import { serverNow, useServerNow } from "../live/clock";
import { useFormat } from "../texts/useFormat";
import { useTranslation } from "../texts/useTranslation";
import { PageLine } from "./PageLine";
import css from "./Panel.module.css";
import { Section } from "./Section";

function OnPageFor({ at }: { at: string }) {
  const { duration } = useFormat();
  return <>{duration(useServerNow() - Date.parse(at))}</>;
}

export function NowSection({ row, visit }: { row: Row; visit: Visit | undefined }) {
  const { t } = useTranslation();
  const { shortMoment } = useFormat();
  const page: Page | undefined = (row.online ? row.page : null) ?? visit?.pages[0];
  if (page === undefined) return null;
  const count = row.online ? <OnPageFor at={page.at} /> : shortMoment(page.at, serverNow());
  return (
    <Section name="now" title={t(row.online ? "panel.on_page" : "panel.last_page")} count={count}>
      <PageLine page={page} />
      {visit && (
        <p className={css.remark}>
          {t("panel.visit", { count: visit.number, ordinal: true })}, {t("panel.pages", { count: visit.pages.length })}
        </p>
      )}
    </Section>
  );
}
