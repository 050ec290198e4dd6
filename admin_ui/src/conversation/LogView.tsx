/** The messages of a chat. */
import { IconArrowDown } from "@tabler/icons-react";
import { useEffect, useMemo, useRef, type ReactNode } from "react";
import type { Row } from "../api/types";
import { serverNow } from "../live/clock";
import { useSession } from "../shell/session";
import { useStore } from "../state/store";
import { useFormat } from "../texts/useFormat";
import { useTranslation } from "../texts/useTranslation";
import words from "../theme/words.module.css";
import { ChatStart } from "./ChatStart";
import { EntryView } from "./EntryView";
import { entriesOf, type Entry } from "./entries";
import { lastSeq, type Log } from "./log";
import css from "./Log.module.css";
import { HistoryDialog } from "./HistoryDialog";
import { moveInLog } from "./logKeys";
import { NoNotes, useNotesOnly } from "./NotesOnly";
import { changesOf, ofChat } from "./outbox";
import { saw } from "./sight";
import { useOlder, useShortening } from "./useChat";
import { useLogScroll } from "./useLogScroll";
import { useAttention } from "./useReading";
import { useSoughtEvent } from "./useSoughtEvent";

interface Props {
  row: Row;
  log: Log;
  readUpTo: number | null;
}

function JumpPill({ log, seen, jump }: { log: Log; seen: number; jump: () => void }) {
  const { t } = useTranslation();
  const fresh = log.events.filter(({ seq, kind }) => seq > seen && (kind === "message" || kind === "note")).length;
  return (
    <button type="button" className={css.jump} onClick={jump} aria-label={t("log.jump", { count: fresh })}>
      <IconArrowDown size={16} aria-hidden />
      {fresh > 0 && <span>{fresh}</span>}
    </button>
  );
}

/** Where an event stands, and whether it is the one that was looked for; takes no place of its own. */
function Placed({ entry, sought, children }: { entry: Entry; sought: number | null; children: ReactNode }) {
  const { t } = useTranslation();
  const seq = "event" in entry ? entry.event.seq : null;
  const here = seq !== null && seq === sought;
  return (
    <div className={css.placed} data-seq={seq ?? undefined} data-sought={here || undefined}>
      {children}
      {here && <span className={words.unseen}>{t("find.sought")}</span>}
    </div>
  );
}

export function LogView({ row, log, readUpTo }: Props) {
  const { t } = useTranslation();
  const { dayName } = useFormat();
  const { me, live } = useSession();
  const box = useRef<HTMLDivElement>(null);
  const outbox = useStore(live.mailer.outbox, (all) => all);
  const notes = useNotesOnly(row.id);
  const events = useMemo(() => (notes ? log.events.filter(({ kind }) => kind === "note") : log.events), [notes, log]);
  const outgoing = useMemo(
    () => ofChat(outbox, row.id).filter(({ note }) => note || !notes),
    [outbox, row.id, notes],
  );
  const changes = useMemo(() => changesOf(outbox, row.id), [outbox, row.id]);
  const days = useMemo(() => entriesOf(events, outgoing, readUpTo, me.id), [events, outgoing, readUpTo, me.id]);
  const marks = { last: lastSeq(log), first: log.events[0]?.seq ?? 0, outgoing: outgoing.length };
  const scroll = useLogScroll(box, marks, useOlder(row.id));
  const attentive = useAttention();
  useEffect(() => {
    if (attentive) saw(row.id, scroll.seen);
  }, [attentive, row.id, scroll.seen]);
  const sought = useSoughtEvent(box, row.id, log);
  useShortening(row.id, log, sought === null && !scroll.far && scroll.seen === marks.last);

  return (
    <div className={css.frame}>
      <div
        ref={box}
        className={css.scroll}
        role="log"
        aria-label={t("log.label")}
        tabIndex={0}
        onScroll={scroll.look}
        onKeyDown={moveInLog}
      >
        <div className={css.contents}>
          <div className={css.filler} />
          {days.map(({ at, entries }, i) => (
            <section key={new Date(at).toDateString()} className={css.day}>
              <p className={css.pill}>{dayName(at, serverNow())}</p>
              {i === 0 && log.older === null && !notes && <ChatStart row={row} />}
              {entries.map((entry) => (
                <Placed key={entry.key} entry={entry} sought={sought}>
                  <EntryView
                    entry={entry}
                    readByClient={log.readByClient}
                    change={"event" in entry ? changes.get(entry.event.seq) : undefined}
                  />
                </Placed>
              ))}
            </section>
          ))}
          {days.length === 0 && (notes ? <NoNotes loading={log.older !== null} /> : <ChatStart row={row} />)}
        </div>
      </div>
      {scroll.far && <JumpPill log={log} seen={scroll.seen} jump={scroll.toEnd} />}
      <HistoryDialog />
    </div>
  );
}
