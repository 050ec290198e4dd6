/** Colleagues who may be meant, over the composer's card. */
import type { FaceState } from "../api/types";
import { Avatar, PresenceMark } from "../shell/Avatar";
import { useTranslation } from "../texts/useTranslation";
import css from "./MentionList.module.css";
import type { Mentioning } from "./useMentions";

const chosen = (state: string) => (state === "online" || state === "invisible" ? state : "offline");

function Option({ who, mentioning }: { who: FaceState; mentioning: Mentioning }) {
  const { t } = useTranslation();
  const { active, choose, optionId } = mentioning;
  const state = chosen(who.state);
  return (
    <li
      id={optionId(who.id)}
      role="option"
      aria-selected={who.id === active}
      className={css.option}
      // The field keeps the focus.
      onPointerDown={(event) => event.preventDefault()}
      onClick={() => choose(who)}
    >
      <Avatar {...who} size={24} mark={<PresenceMark state={state} />} />
      <span className={css.name}>{who.name}</span>
      <span className={css.state}>{t(`presence.${state}`)}</span>
    </li>
  );
}

export function MentionList({ mentioning }: { mentioning: Mentioning }) {
  const { t } = useTranslation();
  if (mentioning.offered.length === 0) return null;
  return (
    <ul id={mentioning.list} role="listbox" aria-label={t("mentions.label")} className={css.list}>
      {mentioning.offered.map((who) => (
        <Option key={who.id} who={who} mentioning={mentioning} />
      ))}
    </ul>
  );
}
