/** The first run: three steps from an empty server to a chat on one's own site. */
import { useQuery } from "@tanstack/react-query";
import { Navigate } from "@tanstack/react-router";
import { useState } from "react";
import { meQuery, setupQuery } from "../api/queries";
import type { Me } from "../api/types";
import { Failure } from "../shell/Failure";
import { ownNames, type Language } from "../texts/i18n";
import { useLanguage } from "../texts/useLanguage";
import { useTranslation } from "../texts/useTranslation";
import { AccountStep } from "./AccountStep";
import { CompanyStep } from "./CompanyStep";
import css from "./FirstRun.module.css";
import { Frame } from "./Frame";
import { SiteStep } from "./SiteStep";
import { Step } from "./Step";
import { nameOf } from "./zones";

type Number = 1 | 2 | 3;

/** After a reload one goes on where one was. */
const reached = (me: Me | undefined): Number => (me === undefined ? 1 : me.company.name === "" ? 2 : 3);

function Steps({ me }: { me: Me | undefined }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [chosen, choose] = useState<Number | null>(null);
  const furthest = reached(me);
  const now = chosen ?? furthest;
  const company = me && [
    me.company.name,
    ownNames[me.company.language as Language],
    nameOf(language, me.company.zone, new Date()),
  ];
  return (
    <>
      <Step number={1} now={now} title={t("first.account")} summary={me?.name} next="">
        <AccountStep done={() => choose(null)} />
      </Step>
      <Step
        number={2}
        now={now}
        title={t("first.company")}
        summary={furthest > 2 ? company?.join(" · ") : undefined}
        next={t("first.company_next")}
        change={furthest > 2 ? () => choose(2) : undefined}
      >
        {me && <CompanyStep me={me} done={() => choose(3)} />}
      </Step>
      <Step number={3} now={now} title={t("first.site")} next={t("first.site_next")}>
        {me && <SiteStep me={me} />}
      </Step>
    </>
  );
}

export function FirstRun() {
  const { t } = useTranslation();
  const setup = useQuery(setupQuery);
  const me = useQuery({ ...meQuery, enabled: setup.data?.needs_owner === false, retry: false });
  if (setup.data?.needs_owner === false && me.error) return <Navigate to="/login" />;
  if (me.data && !me.data.owner) return <Navigate to="/" />;
  return (
    <Frame>
      <main className={css.page}>
        <h1>{t("first.title")}</h1>
        <p className={css.lead}>{t("first.lead")}</p>
        {setup.error && !setup.data && <Failure error={setup.error} retry={() => void setup.refetch()} />}
        {(setup.data?.needs_owner || me.data) && <Steps me={me.data} />}
      </main>
    </Frame>
  );
}
