/** What happened to the chat, in a quiet line. */
import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { statusesQuery } from "../api/queries";
import type { ChatEvent, Face } from "../api/types";
import { useOperatorName } from "../operators/useOperatorName";
import { useSession } from "../shell/session";
import { useStatusName } from "../statuses/useStatusName";
import { capital } from "../texts/format";
import { useFormat } from "../texts/useFormat";
import { useTranslation } from "../texts/useTranslation";
import { asWords, useWords } from "../texts/useWords";
import { Time } from "./Bubble";
import css from "./Log.module.css";

/** To whom the system gave the chat. */
function useAssigned() {
  const { t } = useTranslation();
  const { me } = useSession();
  return ({ data }: ChatEvent): string => {
    const { id, name } = data.operator as Face;
    return id === me.id ? t("log.assigned_me") : t("log.assigned", { name });
  };
}

/** To whom somebody gave it, and with what words. */
function useTransferred() {
  const { t } = useTranslation();
  const { me } = useSession();
  const { quote } = useFormat();
  return ({ data }: ChatEvent): string => {
    const { id, name } = data.operator as Face;
    const told = id === me.id ? t("log.transferred_me") : t("log.transferred", { name });
    return typeof data.note === "string" ? `${told}: ${quote(data.note)}` : told;
  };
}

function useRated() {
  const { t } = useTranslation();
  const { number, quote } = useFormat();
  return ({ data }: ChatEvent): string => {
    const given = t("log.rated", { score: number(Number(data.score)), of: number(Number(data.out_of)) });
    return typeof data.comment === "string" && data.comment !== "" ? `${given}: ${quote(data.comment)}` : given;
  };
}

const list = (value: unknown): string => (Array.isArray(value) ? value.join(", ") : "");

function useUpdates() {
  const { t } = useTranslation();
  return ({ severity, added_tags, removed_tags, fields }: ChatEvent["data"]): string[] => {
    const own = typeof fields === "object" && fields !== null ? Object.entries(fields) : [];
    return [
      ...(typeof severity === "number" ? [t("log.severity", { severity })] : []),
      ...(list(added_tags) === "" ? [] : [t("log.tags_added", { tags: list(added_tags) })]),
      ...(list(removed_tags) === "" ? [] : [t("log.tags_removed", { tags: list(removed_tags) })]),
      ...own.map(([name, value]) => `${name}: ${String(value ?? "—")}`),
    ];
  };
}

function useWhat(event: ChatEvent): string | null {
  const { t } = useTranslation();
  const nameOf = useStatusName();
  const { quote } = useFormat();
  const { data: statuses = [] } = useQuery(statusesQuery);
  const found = statuses.find(({ id }) => id === event.data.status);
  const status = quote(found ? nameOf(found) : "");
  const words = useWords();
  const assigned = useAssigned();
  const rated = useRated();
  const transferred = useTransferred();
  const updated = useUpdates();
  switch (event.kind) {
    case "taken":
      return event.author.type === "operator" ? t("log.taken") : assigned(event);
    case "transferred":
      return transferred(event);
    case "returned":
      return t("log.returned");
    case "status":
      return t("log.status", { status });
    case "closed":
      if (event.data.reason === "expired") return t("log.expired");
      return event.data.reason === "spam" ? t("log.spam") : t("log.closed", { status });
    case "reopened":
      return t("log.reopened");
    case "rated":
      return rated(event);
    case "overdue":
      return t("log.overdue", { title: words(asWords(event.data.title)) });
    case "updated":
      return capital(updated(event.data).join("; "));
    default:
      return null;
  }
}

/** Why the system gave the chat to this very operator. */
function Why({ event: { data } }: { event: ChatEvent }) {
  const { t } = useTranslation();
  const { me } = useSession();
  const id = useId();
  const [opened, setOpened] = useState(false);
  const reason = useWords()(asWords(data.reason));
  if (reason === "") return null;
  return (
    <>
      {" · "}
      <button
        type="button"
        className={css.reason}
        aria-expanded={opened}
        aria-controls={id}
        onClick={() => setOpened(!opened)}
      >
        {t((data.operator as Face).id === me.id ? "log.why_me" : "log.why")}
      </button>
      <p id={id} hidden={!opened}>
        {reason}
      </p>
    </>
  );
}

export function SystemLine({ event }: { event: ChatEvent }) {
  const what = useWhat(event);
  const operatorName = useOperatorName();
  const { type, id, name } = event.author;
  const who = type === "operator" ? operatorName(id, name ?? "") : type === "visitor" ? null : name;
  if (what === null) return null;
  return (
    <div className={css.event}>
      {what}
      {who && ` · ${who}`} · <Time at={event.at} />
      {(event.kind === "taken" || event.kind === "transferred") && <Why event={event} />}
    </div>
  );
}
