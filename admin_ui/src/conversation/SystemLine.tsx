/** What happened to the chat, in a quiet line. */
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { statusesQuery } from "../api/queries";
import type { ChatEvent } from "../api/types";
import { useFormat } from "../texts/useFormat";
import { Time } from "./Bubble";
import css from "./Log.module.css";
import { useStatusName } from "./StatusPicker";

function useWhat(event: ChatEvent): string | null {
  const { t } = useTranslation();
  const nameOf = useStatusName();
  const { quote } = useFormat();
  const { data: statuses = [] } = useQuery(statusesQuery);
  const found = statuses.find(({ id }) => id === event.data.status);
  const status = quote(found ? nameOf(found) : "");
  switch (event.kind) {
    case "taken":
      return t("log.taken");
    case "returned":
      return t("log.returned");
    case "status":
      return t("log.status", { status });
    case "closed":
      return event.data.reason === "spam" ? t("log.spam") : t("log.closed", { status });
    case "reopened":
      return t("log.reopened");
    default:
      return null;
  }
}

export function SystemLine({ event }: { event: ChatEvent }) {
  const what = useWhat(event);
  if (what === null) return null;
  return (
    <p className={css.event}>
      {what}
      {event.author.name && ` · ${event.author.name}`} · <Time at={event.at} />
    </p>
  );
}
