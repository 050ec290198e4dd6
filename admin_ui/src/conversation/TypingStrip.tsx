/** The line over the composer, always kept: the client's words as they are typed; without a connection, that nothing is lost. */
import { IconDeviceFloppy } from "@tabler/icons-react";
import type { Row } from "../api/types";
import { useClientName } from "../chats/useClientName";
import { useSession } from "../shell/session";
import { useViewers } from "../live/viewers";
import { useStore } from "../state/store";
import { useTranslation } from "../texts/useTranslation";
import css from "./TypingStrip.module.css";

function Dots() {
  return (
    <span className={css.dots} aria-hidden>
      <i />
      <i />
      <i />
    </span>
  );
}

function TypingNow({ row }: { row: Row }) {
  const { t } = useTranslation();
  const { me, live } = useSession();
  const client = useClientName(row.client);
  const typing = useStore(live.feed.typing.store, (all) => all.get(row.id));
  const team = useStore(live.feed.team, (all) => all);
  const answering = useViewers(row.id).find(({ state }) => state === "answering");
  if (typing === undefined || (typing.by === "operator" && typing.operator === me.id))
    return answering ? (
      <>
        <Dots />
        {t("viewers.answers", { name: answering.name })}
      </>
    ) : null;
  const name = typing.by === "visitor" ? client : team?.find(({ id }) => id === typing.operator)?.name;
  if (name === undefined) return null;
  if (typing.by !== "visitor" || typing.text === null)
    return (
      <>
        <Dots />
        {t("typing.is", { name })}
      </>
    );
  return (
    <>
      <Dots />
      <span className={css.name}>{t("typing.words", { name })}</span>
      <span className={css.tail}>
        <span>{typing.text}</span>
      </span>
    </>
  );
}

export function TypingStrip({ row }: { row: Row }) {
  const { t } = useTranslation();
  const { live } = useSession();
  const lost = useStore(live.connection, ({ phase }) => phase === "lost");
  return (
    <div className={css.strip} aria-live="off">
      {lost ? (
        <>
          <IconDeviceFloppy size={16} aria-hidden />
          <span className={css.kept} title={t("connection.kept")}>
            {t("connection.kept")}
          </span>
        </>
      ) : (
        <TypingNow row={row} />
      )}
    </div>
  );
}
