/** What one is writing becomes a template. */
import { useMemo, useState } from "react";
import type { Level, TemplateWords } from "../api/types";
import ask from "../shell/Ask.module.css";
import { Dialog } from "../shell/Dialog";
import { Segments } from "../shell/Segments";
import { useSession } from "../shell/session";
import { tell } from "../shell/tell";
import { useTranslation } from "../texts/useTranslation";
import { headingsOf, ofLevel } from "./groups";
import { TemplateForm } from "./TemplateForm";
import css from "./Templates.module.css";
import { useTemplates } from "./useTemplates";

const levels: readonly Level[] = ["personal", "global"];

export default function SaveTemplate({ text, close }: { text: string; close: () => void }) {
  const { t } = useTranslation();
  const { me } = useSession();
  const [level, setLevel] = useState<Level>("personal");
  const templates = useTemplates();
  const initial = useMemo(() => ({ title: "", heading: "", text }), [text]);
  const headings = useMemo(() => headingsOf(ofLevel(templates.all, level)), [templates.all, level]);
  const save = async (words: TemplateWords) => {
    await templates.add(level, [words]);
    tell({ text: t("templates.saved"), calm: true });
  };
  return (
    <Dialog opened close={close} label={t("templates.save_this")} place="centre">
      <div className={ask.ask}>
        <h2>{t("templates.save_this")}</h2>
        {me.administrator && (
          <Segments
            label={t("templates.save_for")}
            value={level}
            options={levels.map((one) => ({ value: one, label: t(`templates.save.${one}`) }))}
            change={setLevel}
          />
        )}
        <div className={css.inDialog}>
          <TemplateForm fresh initial={initial} headings={headings} save={save} close={close} />
        </div>
      </div>
    </Dialog>
  );
}
