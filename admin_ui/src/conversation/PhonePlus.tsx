/** On a phone: what else can be written, behind one button. */
import { IconBookmarkPlus, IconNote, IconPaperclip, IconPlus, IconTemplate } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { useAttachLabel } from "../files/FileName";
import { useFileChooser } from "../files/useFileChooser";
import { Dialog } from "../shell/Dialog";
import { useTranslation } from "../texts/useTranslation";
import css from "./Composer.module.css";
import { insertWords } from "./insert";
import type { Writing } from "./useComposer";

const SaveTemplate = lazy(() => import("../templates/SaveTemplate"));
const TemplateSheet = lazy(() => import("../templates/TemplateSheet"));

export function PhonePlus({ writing: { mode, turn, field, text, tray }, canNote }: { writing: Writing; canNote: boolean }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState<"choice" | "templates" | "saving" | null>(null);
  const close = () => setShown(null);
  const chooser = useFileChooser(tray);
  const attach = useAttachLabel();
  const put = (text: string) => {
    close();
    // The dialog gives the focus back first.
    requestAnimationFrame(() => field.current && insertWords(field.current, text));
  };
  const other = mode === "note" ? "reply" : "note";
  return (
    <>
      <button
        type="button"
        className={css.turn}
        data-mode={mode}
        aria-label={t("composer.plus")}
        aria-haspopup="dialog"
        onClick={() => setShown("choice")}
      >
        <IconPlus size={20} />
      </button>
      {chooser.input}
      <Dialog opened={shown === "choice"} close={close} label={t("composer.plus")} place="bottom">
        <div className={css.choice}>
          <button
            type="button"
            onClick={() => {
              chooser.open();
              close();
            }}
          >
            <IconPaperclip size={20} aria-hidden />
            {attach}
          </button>
          <button type="button" onClick={() => setShown("templates")}>
            <IconTemplate size={20} aria-hidden />
            {t("composer.template")}
          </button>
          {text.trim() !== "" && (
            <button type="button" onClick={() => setShown("saving")}>
              <IconBookmarkPlus size={20} aria-hidden />
              {t("templates.save_this")}
            </button>
          )}
          {canNote && (
            <button
              type="button"
              onClick={() => {
                close();
                requestAnimationFrame(() => turn(other));
              }}
            >
              <IconNote size={20} aria-hidden />
              {t(`composer.${other}`)}
            </button>
          )}
        </div>
      </Dialog>
      <Dialog opened={shown === "templates"} close={close} label={t("templates.insert")} place="bottom">
        <Suspense>
          <TemplateSheet choose={put} />
        </Suspense>
      </Dialog>
      <Suspense>{shown === "saving" && <SaveTemplate text={text.trim()} close={close} />}</Suspense>
    </>
  );
}
