/** By what way the client came: the referring site, the advert. */
import { IconExternalLink, IconSpeakerphone } from "@tabler/icons-react";
import type { Visit } from "../api/types";
import { useTranslation } from "../texts/useTranslation";
import { campaignOf, siteOf } from "./address";
import css from "./Panel.module.css";
import { Section } from "./Section";

const labels = ["utm_source", "utm_medium", "utm_campaign", "utm_content", "utm_term"] as const;
const isLabel = (name: string): name is (typeof labels)[number] => (labels as readonly string[]).includes(name);

export function SourceSection({ visit }: { visit: Visit | undefined }) {
  const { t } = useTranslation();
  if (visit === undefined) return null;
  const campaign = campaignOf(visit.campaign);
  return (
    <Section name="source" title={t("panel.source")}>
      <p className={css.fact}>
        <IconExternalLink size={16} aria-hidden />
        <span className={css.cut} title={visit.referrer || undefined}>
          {visit.referrer ? siteOf(visit.referrer) : t("panel.direct")}
        </span>
      </p>
      {campaign.length > 0 && (
        <div className={css.fact}>
          <IconSpeakerphone size={16} aria-hidden />
          <dl className={css.campaign}>
            {campaign.map(({ name, value }) => (
              <div key={name}>
                <dt>{isLabel(name) ? t(`panel.${name}`) : name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </div>
      )}
    </Section>
  );
}
