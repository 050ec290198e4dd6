/** Where a message or note was that its author has deleted. Administrators read there what it said. */
import { IconTrash } from "@tabler/icons-react";
import type { ChatEvent } from "../api/types";
import { useSession } from "../shell/session";
import { useTranslation } from "../texts/useTranslation";
import { Time } from "./Bubble";
import { showHistory } from "./HistoryDialog";
import css from "./Said.module.css";

export function DeletedTrace({ event }: { event: ChatEvent }) {
  const { t } = useTranslation();
  const { me } = useSession();
  const { author, kind, data, at } = event;
  const words = (
    <>
      <IconTrash size={14} aria-hidden />
      {t(kind === "note" ? "log.note_deleted" : "log.deleted")}
      {author.name && ` · ${author.name}`} · <Time at={typeof data.deleted_at === "string" ? data.deleted_at : at} />
    </>
  );
  const readable = me.administrator && data.deleted_at !== undefined;
  return (
    <div className={css.trace} data-side={kind === "note" ? "whole" : "out"}>
      {readable ? (
        <button type="button" title={t("tools.history")} onClick={() => showHistory(event)}>
          {words}
        </button>
      ) : (
        <span>{words}</span>
      )}
    </div>
  );
}
