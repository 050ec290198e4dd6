/** All that a message has said, for administrators. */
import { ActionIcon } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { getHistory } from "../api/calls";
import type { ChatEvent, Version } from "../api/types";
import { serverNow } from "../live/clock";
import { Dialog } from "../shell/Dialog";
import { Failure } from "../shell/Failure";
import { createStore, useStore } from "../state/store";
import { useFormat } from "../texts/useFormat";
import { useTranslation } from "../texts/useTranslation";
import css from "./HistoryDialog.module.css";
import { Words } from "./Words";

const opened = createStore<ChatEvent | null>(null);
export const showHistory = (event: ChatEvent) => opened.set(event);
const hide = () => opened.set(null);

function Versions({ items }: { items: Version[] }) {
  const { t } = useTranslation();
  const { clockTime, dayName } = useFormat();
  return (
    <ol className={css.versions}>
      {items.map(({ text, at, until }, i) => (
        <li key={at}>
          <p className={css.when}>
            {t(i === 0 ? "history.written" : "history.changed")} · {dayName(at, serverNow())}, {clockTime(at)}
            {until === null && ` · ${t("history.now")}`}
          </p>
          <Words text={text} />
        </li>
      ))}
    </ol>
  );
}

function Contents({ event }: { event: ChatEvent }) {
  const { chat, seq, author } = event;
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery({
    queryKey: ["history", chat, seq],
    queryFn: () => getHistory(chat, seq),
    gcTime: 0,
  });
  return (
    <>
      <header className={css.head}>
        <h2>{t("history.title")}</h2>
        <ActionIcon aria-label={t("close")} onClick={hide}>
          <IconX size={20} />
        </ActionIcon>
      </header>
      <p className={css.who}>{author.name}</p>
      {error && <Failure error={error} retry={() => void refetch()} />}
      {data && <Versions items={data} />}
    </>
  );
}

export function HistoryDialog() {
  const { t } = useTranslation();
  const event = useStore(opened, (now) => now);
  return (
    <Dialog opened={event !== null} close={hide} label={t("history.title")} place="centre">
      {event && <Contents event={event} />}
    </Dialog>
  );
}
