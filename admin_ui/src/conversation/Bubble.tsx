/** A message in its bubble, a note on its card. */
import { IconCheck, IconChecks, IconPuzzle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ChatEvent } from "../api/types";
import { Avatar } from "../shell/Avatar";
import { useFormat } from "../texts/useFormat";
import css from "./Log.module.css";
import { Words } from "./Words";

const textOf = (event: ChatEvent): string => (typeof event.data.text === "string" ? event.data.text : "");

interface Face {
  id: number;
  name: string;
  photo?: string | null;
}

interface Props {
  side: "in" | "out";
  first: boolean;
  last: boolean;
  text: string;
  meta: ReactNode;
  face?: Face;
  failed?: boolean;
  /** Name of the plugin that wrote it. */
  plugin?: string;
}

export const Robot = ({ small }: { small?: boolean }) => (
  <span className={css.robot} data-small={small || undefined}>
    <IconPuzzle size={16} aria-hidden />
  </span>
);

function Plugin({ name }: { name: string }) {
  const { t } = useTranslation();
  return (
    <span className={css.who}>
      <b>{name}</b> · {t("log.automatic")}
    </span>
  );
}

function Beside({ face, plugin, last }: Pick<Props, "face" | "plugin" | "last">) {
  if (last && plugin !== undefined) return <Robot />;
  return last && face ? <Avatar {...face} size={28} /> : <span className={css.noFace} />;
}

export function Bubble({ side, first, last, text, meta, face, failed, plugin }: Props) {
  return (
    <div className={css.message} data-side={side} data-first={first || undefined} data-last={last || undefined}>
      <div className={css.bubble} data-failed={failed || undefined} data-automatic={plugin !== undefined || undefined}>
        {plugin !== undefined && first && <Plugin name={plugin} />}
        <Words text={text} />
        <span className={css.meta}>{meta}</span>
      </div>
      {side === "out" && <Beside face={face} plugin={plugin} last={last} />}
    </div>
  );
}

function Tick({ read }: { read: boolean }) {
  const { t } = useTranslation();
  return read ? (
    <IconChecks size={16} className={css.read} aria-label={t("tick.read")} role="img" />
  ) : (
    <IconCheck size={16} aria-label={t("tick.stored")} role="img" />
  );
}

export function Time({ at }: { at: string }) {
  const { clockTime } = useFormat();
  return <time dateTime={at}>{clockTime(at)}</time>;
}

export function MessageBubble({
  event,
  first,
  last,
  read,
}: {
  event: ChatEvent;
  first: boolean;
  last: boolean;
  read: boolean;
}) {
  const { author, at } = event;
  const out = author.type !== "visitor";
  const face =
    author.type === "operator" ? { id: author.id ?? 0, name: author.name ?? "", photo: author.photo } : undefined;
  const meta = (
    <>
      <Time at={at} />
      {out && <Tick read={read} />}
    </>
  );
  const plugin = author.type === "plugin" ? (author.name ?? "") : undefined;
  const words = { text: textOf(event), meta, face, plugin };
  return <Bubble side={out ? "out" : "in"} first={first} last={last} {...words} />;
}

interface NoteProps {
  face: Face;
  /** A plugin wrote it. */
  automatic?: boolean;
  text: string;
  end: ReactNode;
}

export function Note({ face, automatic, text, end }: NoteProps) {
  const { t } = useTranslation();
  return (
    <div className={css.note}>
      <div className={css.noteHead}>
        {automatic ? <Robot small /> : <Avatar {...face} size={20} />}
        <b>{face.name}</b>
        {automatic && <span>{t("log.automatic")},</span>}
        <span className={css.noteHint}>{t("log.note_hint")}</span>
        {end}
      </div>
      <Words text={text} />
    </div>
  );
}

export function NoteCard({ event }: { event: ChatEvent }) {
  const { author, at } = event;
  const face = { id: author.id ?? 0, name: author.name ?? "", photo: author.photo };
  return <Note face={face} automatic={author.type === "plugin"} text={textOf(event)} end={<Time at={at} />} />;
}
