/** What the site says of its visitor. Nobody has checked it, so it is called what it is. */
import { useTranslation } from "../texts/useTranslation";
import css from "./Panel.module.css";
import { Section } from "./Section";

const contacts = ["email", "phone"] as const;
const isContact = (name: string): name is (typeof contacts)[number] => (contacts as readonly string[]).includes(name);

export function SaidSection({ fields }: { fields: Record<string, string> }) {
  const { t } = useTranslation();
  const rows = Object.entries(fields);
  if (rows.length === 0) return null;
  return (
    <Section name="said" title={t("panel.said")}>
      <dl className={css.data}>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{isContact(name) ? t(`panel.${name}`) : name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
