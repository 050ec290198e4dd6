/** Where the panel stands: a column, over the conversation, or a sheet on a phone. */
import { useEffect } from "react";
import { useRow } from "../conversation/useChat";
import { Dialog } from "../shell/Dialog";
import { usePhone } from "../shell/media";
import { useLater } from "../shell/useLater";
import { useTranslation } from "../texts/useTranslation";
import { PanelContent } from "./Panel";
import css from "./Panel.module.css";
import { WholePanelBones } from "./PanelBones";
import { closeSheet, useShowPanel } from "./usePanel";

export function PanelPlace({ chat }: { chat: number }) {
  const { t } = useTranslation();
  const phone = usePhone();
  const { over, shown, hide } = useShowPanel();
  const { data: row, isPending } = useRow(chat);
  const late = useLater(isPending);
  useEffect(() => closeSheet, [chat]);
  useEffect(() => {
    if (!over || !shown || phone) return;
    const escape = (event: KeyboardEvent) => event.key === "Escape" && !event.defaultPrevented && hide();
    addEventListener("keydown", escape);
    return () => removeEventListener("keydown", escape);
  }, [over, shown, phone, hide]);

  const content = row ? <PanelContent row={row} /> : late && <WholePanelBones />;
  if (phone)
    return (
      <Dialog opened={shown} close={hide} label={t("panel.label")} place="bottom">
        <div className={css.sheet}>
          <span className={css.grip} />
          {content}
        </div>
      </Dialog>
    );
  if (!shown) return null;
  return (
    <aside
      className={over ? `${css.column} ${css.over}` : css.column}
      aria-label={t("panel.label")}
      data-column
      tabIndex={-1}
    >
      {content}
    </aside>
  );
}
