/** The open chat: head, log, and where to write or what to do instead. */
import { useEffect, useRef } from "react";
import type { Row } from "../api/types";
import { useClientName } from "../chats/useClientName";
import { mayLead } from "../chats/views";
import { Failure } from "../shell/Failure";
import { usePhone } from "../shell/media";
import { useSession } from "../shell/session";
import { useLater } from "../shell/useLater";
import { usePress } from "../shell/usePress";
import { useTranslation } from "../texts/useTranslation";
import { ChatHead } from "./ChatHead";
import { Composer } from "./Composer";
import css from "./Conversation.module.css";
import { ConversationSkeleton, LogBones } from "./ConversationSkeleton";
import { EditComposer } from "./EditComposer";
import { useEditing } from "./editing";
import { ClosedFoot, LostFoot, QueueFoot } from "./Feet";
import type { Log } from "./log";
import { LogView } from "./LogView";
import { PhoneChatHead } from "./PhoneChatHead";
import { TypingStrip } from "./TypingStrip";
import { useChatCommands, useLog, useRow, type Commands } from "./useChat";
import { useChatOffers } from "./useChatOffers";
import { useReading } from "./useReading";

function Foot({ row, log, commands, gone }: { row: Row; log: Log | undefined; commands: Commands; gone: boolean }) {
  const { me } = useSession();
  const editing = useEditing(row.id);
  if (gone) return <LostFoot row={row} />;
  if (editing)
    return (
      <>
        <TypingStrip row={row} />
        <EditComposer key={editing.seq} chat={row.id} editing={editing} />
      </>
    );
  if (row.state === "queue")
    return (
      <>
        <TypingStrip row={row} />
        <QueueFoot commands={commands} />
      </>
    );
  if (row.state !== "empty" && !mayLead(me, row)) return <LostFoot row={row} />;
  if (row.state === "closed") return <ClosedFoot row={row} log={log} commands={commands} />;
  return (
    <>
      <TypingStrip row={row} />
      <Composer row={row} />
    </>
  );
}

/** What stood under the log had the focus and is no longer there: it goes to the log, where no key does any harm. */
function useFocusKept(under: string) {
  const column = useRef<HTMLElement>(null);
  const before = useRef(under);
  useEffect(() => {
    if (before.current !== under && document.activeElement === document.body)
      column.current?.querySelector<HTMLElement>("[role=log]")?.focus();
    before.current = under;
  }, [under]);
  return column;
}

function OpenChat({ row, gone }: { row: Row; gone: boolean }) {
  const { t } = useTranslation();
  const phone = usePhone();
  const { me } = useSession();
  const name = useClientName(row.client);
  const commands = useChatCommands(row);
  const { data: log, error, refetch } = useLog(row.id);
  const readUpTo = useReading(row, log);
  const late = useLater(log === undefined && !error);
  useChatOffers(row, commands, gone);
  usePress({ close: () => mayLead(me, row) && !gone && commands.close() });
  const column = useFocusKept(gone ? "gone" : row.state);
  const Head = phone ? PhoneChatHead : ChatHead;
  return (
    <main ref={column} className={css.column} aria-label={t("chat.label", { name })} data-column tabIndex={-1}>
      <Head row={row} commands={commands} gone={gone} />
      {log && <LogView row={row} log={log} readUpTo={readUpTo} />}
      {!log && (
        <div className={css.wait}>
          {error ? <Failure error={error} retry={() => void refetch()} /> : late && <LogBones />}
        </div>
      )}
      <Foot row={row} log={log} commands={commands} gone={gone} />
    </main>
  );
}

export function Conversation({ chat }: { chat: number }) {
  const { t } = useTranslation();
  const { data: row, gone, missing, error, refetch } = useRow(chat);
  const late = useLater(row === undefined && !error);
  if (row) return <OpenChat key={chat} row={row} gone={gone} />;
  if (!error) return late ? <ConversationSkeleton /> : <main className={css.column} />;
  return (
    <main className={css.column} aria-label={t("chat.unknown")} data-column tabIndex={-1}>
      <div className={css.wait}>
        {missing ? (
          <p className={css.missing}>{t("chat.missing")}</p>
        ) : (
          <Failure error={error} retry={() => void refetch()} />
        )}
      </div>
    </main>
  );
}
