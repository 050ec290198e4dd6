/** How many are here, by presence. */
import { Presence } from "../shell/Avatar";
import { presences } from "../shell/usePresence";
import { useFormat } from "../texts/useFormat";
import { useTranslation } from "../texts/useTranslation";
import css from "./Operators.module.css";
import type { Present } from "./search";

export function Summary({ operators }: { operators: Present[] }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const counts = presences.map((state) => [state, operators.filter((one) => one.state === state).length] as const);
  return (
    <p className={css.summary}>
      {counts
        .filter(([, count]) => count > 0)
        .map(([state, count]) => (
          <span key={state}>
            <Presence state={state} />
            {t(`presence.${state}`)} {number(count)}
          </span>
        ))}
    </p>
  );
}
