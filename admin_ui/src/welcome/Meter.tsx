/** How hard a password is to guess, as it is typed. */
import { useTranslation } from "../texts/useTranslation";
import css from "./Meter.module.css";
import { SHORTEST, type Strength } from "./strength";

interface Props {
  password: string;
  score: Strength;
  className?: string;
}

export function Meter({ password, score, className = "" }: Props) {
  const { t } = useTranslation();
  const missing = SHORTEST - Array.from(password).length;
  const weak = score < 3;
  const word = missing > 0 ? t("strength.short", { count: missing }) : t(`strength.${score as 2 | 3 | 4}`);
  return (
    <>
      <div
        className={css.meter}
        data-weak={weak || undefined}
        role="meter"
        aria-label={t("strength.label")}
        aria-valuenow={score}
        aria-valuemin={0}
        aria-valuemax={4}
        aria-valuetext={word}
      >
        {[1, 2, 3, 4].map((step) => (
          <i key={step} data-on={score >= step || undefined} />
        ))}
      </div>
      <p className={`${css.help} ${className}`}>
        {password !== "" && <b data-weak={weak || undefined}>{word} </b>}
        {t("strength.advice")}
      </p>
    </>
  );
}
