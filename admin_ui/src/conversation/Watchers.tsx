/** Who else looks at the chat: an eye and a name. */
import { IconEye } from "@tabler/icons-react";
import { useViewers } from "../live/viewers";
import { useLanguage } from "../texts/useLanguage";
import { useTranslation } from "../texts/useTranslation";
import css from "./Watchers.module.css";

export function Watchers({ chat }: { chat: number }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const viewers = useViewers(chat);
  const [first, ...others] = viewers;
  const names = new Intl.ListFormat(language).format(viewers.map(({ name }) => name));
  return (
    <span className={css.watchers} role="status" aria-label={first && t("viewers.look", { names })} title={names}>
      {first && (
        <>
          <IconEye size={16} aria-hidden />
          <span aria-hidden>{first.name}</span>
          {others.length > 0 && <span aria-hidden>+{others.length}</span>}
        </>
      )}
    </span>
  );
}
