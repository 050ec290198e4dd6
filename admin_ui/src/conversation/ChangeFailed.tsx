/** Under a message that the server would not change: why, and the next step. */
import { IconAlertCircle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useSession } from "../shell/session";
import { useProblemWords } from "../texts/useProblemWords";
import css from "./Log.module.css";
import type { Outgoing } from "./outbox";

export function ChangeFailed({ item }: { item: Outgoing }) {
  const { t } = useTranslation();
  const { live } = useSession();
  const words = useProblemWords();
  const why = words({ code: item.reason?.code ?? "", message: item.reason?.detail ?? "" });
  return (
    <div className={css.failed} role="alert">
      <span className={css.why}>
        <IconAlertCircle size={14} aria-hidden />
        {t(item.change?.what === "delete" ? "failed.not_deleted" : "failed.not_edited", { why })}
      </span>
      <button type="button" onClick={() => live.mailer.retry(item.id)}>
        {t("failed.retry")}
      </button>
      <button type="button" onClick={() => live.mailer.discard(item.id)}>
        {t("failed.as_it_was")}
      </button>
    </div>
  );
}
