/** The foot of the views: who is on shift; while cut off, how old everything is. */
import { useStore } from "../state/store";
import { useFormat } from "../texts/useFormat";
import { useTranslation } from "../texts/useTranslation";
import { Avatar } from "./Avatar";
import css from "./Views.module.css";
import { useSession } from "./session";

const FACES = 4;

export function OnShift() {
  const { t } = useTranslation();
  const { clockTime } = useFormat();
  const { live } = useSession();
  const team = useStore(live.feed.team, (now) => now);
  const { phase, since } = useStore(live.connection, (now) => now);
  const here = team?.filter(({ state }) => state === "online") ?? [];
  return (
    <div className={css.foot}>
      <span className={css.faces}>
        {here.slice(0, FACES).map((face) => (
          <Avatar key={face.id} {...face} size={24} />
        ))}
      </span>
      {phase === "lost" ? (
        <span className={css.cut}>{t("as_of", { time: clockTime(since) })}</span>
      ) : (
        team && (
          <span className={css.cut} title={here.map(({ name }) => name).join(", ")}>
            {t("on_shift", { here: here.length, all: team.length })}
          </span>
        )
      )}
    </div>
  );
}
