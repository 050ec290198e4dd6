/** Why Enter has not sent it. */
import { Button } from "@mantine/core";
import { IconMessageExclamation } from "@tabler/icons-react";
import { names } from "../shell/keys";
import { hasFingers } from "../shell/media";
import { useTranslation } from "../texts/useTranslation";
import css from "./HeldNotice.module.css";

/** The newest words come into sight; then there is nothing to hold back any more. */
function showEnd(): void {
  const log = document.querySelector("[role=log]");
  if (log) log.scrollTop = log.scrollHeight;
}

export function HeldNotice({ held, send }: { held: boolean; send: () => void }) {
  const { t } = useTranslation();
  return (
    <div className={css.place} role="alert">
      {held && (
        <div className={css.notice}>
          <IconMessageExclamation size={20} aria-hidden />
          <span>{t(hasFingers() ? "held.words" : "held.words_key", { key: names.enter })}</span>
          <Button size="xs" onClick={showEnd}>
            {t("held.show")}
          </Button>
          <Button size="xs" variant="subtle" onClick={send}>
            {t("held.send")}
          </Button>
        </div>
      )}
    </div>
  );
}
