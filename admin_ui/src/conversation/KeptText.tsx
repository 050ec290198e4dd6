/** What I was writing when the chat was closed or went to somebody else: in sight, to be taken along. */
import { CopyButton } from "../shell/CopyButton";
import { useSession } from "../shell/session";
import { useTranslation } from "../texts/useTranslation";
import { useDraft } from "./drafts";
import css from "./KeptText.module.css";

export function KeptText({ chat }: { chat: number }) {
  const { t } = useTranslation();
  const { me } = useSession();
  const reply = useDraft(me.id, chat, "reply");
  const note = useDraft(me.id, chat, "note");
  const text = (reply.trim() === "" ? note : reply).trim();
  if (text === "") return null;
  return (
    <div className={css.kept} role="status">
      <p>
        <strong>{t("kept.unsent")}</strong> {text}
      </p>
      <CopyButton text={text} />
    </div>
  );
}
