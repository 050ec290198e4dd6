/** Under what the server has refused: why, and the next step. */
import { IconAlertCircle } from "@tabler/icons-react";
import { useSession } from "../shell/session";
import { useProblemWords } from "../texts/useProblemWords";
import { useTranslation } from "../texts/useTranslation";
import css from "./Log.module.css";
import type { Outgoing } from "./outbox";

type Failure = "failed.why" | "failed.not_edited" | "failed.not_deleted";

interface Props {
  item: Outgoing;
  what: Failure;
  /** What leaving it is called. */
  leave: "failed.discard" | "failed.as_it_was";
}

export function FailedStrip({ item, what, leave }: Props) {
  const { t } = useTranslation();
  const { live } = useSession();
  const words = useProblemWords();
  const why = words({ code: item.reason?.code ?? "", message: item.reason?.detail ?? "" });
  return (
    <div className={css.failed} role="alert">
      <span className={css.why}>
        <IconAlertCircle size={14} aria-hidden />
        {t(what, { why })}
      </span>
      <button type="button" onClick={() => live.mailer.retry(item.id)}>
        {t("failed.retry")}
      </button>
      <button type="button" onClick={() => live.mailer.discard(item.id)}>
        {t(leave)}
      </button>
    </div>
  );
}
