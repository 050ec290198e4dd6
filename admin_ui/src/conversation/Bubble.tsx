/** A message in its bubble, a note on its card. */
import { IconCheck, IconChecks, IconClock, IconPuzzle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { ChatEvent, SentFile } from "../api/types";
import { isPicture } from "../files/describe";
import { SentFiles } from "../files/SentFiles";
import { useOperatorName } from "../operators/useOperatorName";
import { Avatar } from "../shell/Avatar";
import { useFormat } from "../texts/useFormat";
import { useTranslation } from "../texts/useTranslation";
import css from "./Log.module.css";
import type { Outgoing } from "./outbox";
import { Words } from "./Words";

const textOf = (event: ChatEvent): string => (typeof event.data.text === "string" ? event.data.text : "");

/** What a message carries. */
const filesOf = (event: ChatEvent): SentFile[] =>
  Array.isArray(event.data.files) ? (event.data.files as SentFile[]) : [];

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
  files?: SentFile[];
  meta: ReactNode;
  face?: Face;
  failed?: boolean;
  /** What can be done with it, while it is pointed at. */
  tools?: ReactNode;
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

/** How the time stands where there are no words before it: on the picture, or beside the size of the file. */
function bareOf(text: string, files: readonly SentFile[]): "picture" | "file" | undefined {
  const end = files.at(-1);
  if (text !== "" || end === undefined) return undefined;
  return isPicture(end) && end.url !== "" ? "picture" : "file";
}

export function Bubble({ side, first, last, text, files = [], meta, face, failed, tools, plugin }: Props) {
  return (
    <div className={css.message} data-side={side} data-first={first || undefined} data-last={last || undefined}>
      <div
        className={css.bubble}
        data-bubble
        data-bare={bareOf(text, files)}
        data-failed={failed || undefined}
        data-automatic={plugin !== undefined || undefined}
      >
        {plugin !== undefined && first && <Plugin name={plugin} />}
        {files.length > 0 && <SentFiles files={files} over={text !== ""} />}
        {text !== "" && <Words text={text} />}
        <span className={css.meta}>{meta}</span>
        {tools}
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

/** When it was said, that it is not what was said first, and whether my change of it has arrived. */
function When({ event, change }: { event: ChatEvent; change?: Outgoing }) {
  const { t } = useTranslation();
  const edited = event.data.edited_at !== undefined || (change !== undefined && change.state !== "failed");
  return (
    <>
      {edited && <span>{t("log.edited")}</span>}
      <Time at={event.at} />
      {change && change.state !== "failed" && (
        <IconClock size={16} role="img" aria-label={t("tick.on_its_way")} />
      )}
    </>
  );
}

export interface SaidProps {
  event: ChatEvent;
  change?: Outgoing;
  tools?: ReactNode;
}

/** The words as I want them to be. */
export const wordsOf = (event: ChatEvent, change: Outgoing | undefined) =>
  change?.change?.what === "edit" ? change.text : textOf(event);

interface MessageProps extends SaidProps {
  first: boolean;
  last: boolean;
  read: boolean;
}

export function MessageBubble({ event, change, tools, first, last, read }: MessageProps) {
  const { author } = event;
  const out = author.type !== "visitor";
  const face =
    author.type === "operator" ? { id: author.id ?? 0, name: author.name ?? "", photo: author.photo } : undefined;
  const meta = (
    <>
      <When event={event} change={change} />
      {out && !change && <Tick read={read} />}
    </>
  );
  const plugin = author.type === "plugin" ? (author.name ?? "") : undefined;
  const words = { text: wordsOf(event, change), files: filesOf(event) };
  const around = { meta, face, plugin, tools, failed: change?.state === "failed" };
  return <Bubble side={out ? "out" : "in"} first={first} last={last} {...words} {...around} />;
}

interface NoteProps {
  face: Face;
  /** A plugin wrote it. */
  automatic?: boolean;
  text: string;
  mentions?: number[];
  files?: SentFile[];
  end: ReactNode;
  tools?: ReactNode;
}

export function Note({ face, automatic, text, mentions, files = [], end, tools }: NoteProps) {
  const { t } = useTranslation();
  return (
    <div className={css.note} data-note data-bubble>
      <div className={css.noteHead}>
        {automatic ? <Robot small /> : <Avatar {...face} size={20} />}
        <b>{face.name}</b>
        {automatic && <span>{t("log.automatic")},</span>}
        <span className={css.noteHint}>{t("log.note_hint")}</span>
        {end}
      </div>
      {files.length > 0 && <SentFiles files={files} over={text !== ""} />}
      {text !== "" && <Words text={text} mentions={mentions} />}
      {tools}
    </div>
  );
}

export function NoteCard({ event, change, tools }: SaidProps) {
  const { author, data } = event;
  const operatorName = useOperatorName();
  const name = author.name ?? "";
  const called = author.type === "operator" ? operatorName(author.id, name) : name;
  const face = { id: author.id ?? 0, name: called, photo: author.photo };
  const mentions = change?.mentions ?? (data.mentions as number[] | undefined);
  const end = (
    <span className={css.noteMeta}>
      <When event={event} change={change} />
    </span>
  );
  const words = { text: wordsOf(event, change), files: filesOf(event), mentions, end, tools };
  return <Note face={face} automatic={author.type === "plugin"} {...words} />;
}
