/** A message or note in the log, and what can be done with it: by pointing, by keys, by a long press. */
import { useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import type { ChatEvent } from "../api/types";
import { usePhone } from "../shell/media";
import { useSession } from "../shell/session";
import { useFormat } from "../texts/useFormat";
import { useTranslation } from "../texts/useTranslation";
import { AskDelete } from "./AskDelete";
import { MessageBubble, NoteCard, wordsOf } from "./Bubble";
import { FailedStrip } from "./FailedStrip";
import type { Entry } from "./entries";
import type { Outgoing } from "./outbox";
import css from "./Said.module.css";
import { Tools } from "./Tools";
import { useLongPress } from "./useLongPress";

interface Props {
  entry: Pick<Extract<Entry, { type: "message" }>, "event" | "first" | "last">;
  change?: Outgoing;
  read: boolean;
}

/** Who said it and when, for those who hear the log. */
function useLabel({ event }: Props["entry"]): string {
  const { t } = useTranslation();
  const { clockTime } = useFormat();
  const who = event.author.name ?? t(event.author.type === "visitor" ? "log.client" : "log.automatic");
  return t(event.kind === "note" ? "log.note_by" : "log.said_by", { who, time: clockTime(event.at) });
}

/** What one is about to do with the message, and how one came to it. */
function useSaid({ chat, seq, kind }: ChatEvent) {
  const { live } = useSession();
  const box = useRef<HTMLDivElement>(null);
  const [near, setNear] = useState(false);
  const [within, setWithin] = useState(false);
  const [menu, setMenu] = useState(false);
  const [asking, setAsking] = useState(false);
  const press = useLongPress(() => setMenu(true));
  const back = () => box.current?.focus();
  const keep = () => {
    setAsking(false);
    back();
  };
  const remove = () => {
    setAsking(false);
    box.current?.closest<HTMLElement>("[role=log]")?.focus();
    live.mailer.remove(chat, seq, kind === "note");
  };
  const keys = (stroke: KeyboardEvent) => {
    if (stroke.key !== "Enter" || stroke.target !== box.current) return;
    stroke.preventDefault();
    setMenu(true);
  };
  const handlers = {
    onPointerEnter: ({ pointerType }: PointerEvent) => setNear(pointerType === "mouse"),
    onPointerLeave: () => setNear(false),
    onFocus: () => setWithin(true),
    onBlur: () => setWithin(false),
    onKeyDown: keys,
    ...press,
  };
  const askDelete = () => setAsking(true);
  return { box, pointed: (near || within) && !asking, menu, setMenu, asking, askDelete, keep, remove, back, handlers };
}

export function Said({ entry, change, read }: Props) {
  const { event, first, last } = entry;
  const phone = usePhone();
  const label = useLabel(entry);
  const { box, pointed, menu, setMenu, asking, askDelete, keep, remove, back, handlers } = useSaid(event);
  const note = event.kind === "note";
  const shared = { event, askDelete, back, bare: phone };
  const tools = (menu || (pointed && !phone)) && (
    <Tools {...shared} text={wordsOf(event, change)} opened={menu} setOpened={setMenu} />
  );
  const said = { event, change, tools };
  return (
    <div
      ref={box}
      className={css.said}
      role="article"
      aria-label={label}
      tabIndex={-1}
      data-said={event.seq}
      {...handlers}
    >
      {note ? <NoteCard {...said} /> : <MessageBubble {...said} read={read} first={first} last={last} />}
      {asking && <AskDelete note={note} remove={remove} keep={keep} />}
      {change?.state === "failed" && (
        <FailedStrip
          item={change}
          what={change.change?.what === "delete" ? "failed.not_deleted" : "failed.not_edited"}
          leave="failed.as_it_was"
        />
      )}
    </div>
  );
}
