/** Files may be dropped on the whole conversation; it says so while they are held over it. */
import { IconUpload } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { useSession } from "../shell/session";
import { useTranslation } from "../texts/useTranslation";
import { useFileSize } from "./FileName";
import css from "./Files.module.css";

const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;

/** Whether files are held over the column. The events come for everything in it that is entered and left. */
function useDrop(column: HTMLElement | null, add: (files: readonly File[]) => void): boolean {
  const [over, setOver] = useState(false);
  const latest = useRef(add);
  latest.current = add;
  useEffect(() => {
    if (column === null) return;
    // Dropped beside the conversation, a file would take the place of the page.
    const drag = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      const inside = column.contains(event.target as Node);
      if (event.dataTransfer) event.dataTransfer.dropEffect = inside ? "copy" : "none";
      setOver(inside);
    };
    const leave = (event: DragEvent) => event.relatedTarget === null && setOver(false);
    const drop = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(false);
      if (column.contains(event.target as Node)) latest.current(Array.from(event.dataTransfer?.files ?? []));
    };
    const listeners = { dragenter: drag, dragover: drag, dragleave: leave, drop } as const;
    for (const [name, listener] of Object.entries(listeners)) document.addEventListener(name, listener as never);
    return () => {
      for (const [name, listener] of Object.entries(listeners)) document.removeEventListener(name, listener as never);
    };
  }, [column]);
  return over;
}

export function DropArea({ add, note }: { add: (files: readonly File[]) => void; note: boolean }) {
  const { t } = useTranslation();
  const { me } = useSession();
  const size = useFileSize();
  const [column, setColumn] = useState<HTMLElement | null>(null);
  const over = useDrop(column, add);
  return (
    <>
      <span ref={(here) => setColumn(here?.closest<HTMLElement>("[data-column]") ?? null)} hidden />
      {over &&
        column &&
        createPortal(
          <div className={css.drop} data-note={note || undefined}>
            <IconUpload size={32} aria-hidden />
            <b>{t(note ? "files.drop_note" : "files.drop")}</b>
            <span>{t("files.limits", { size: size(me.files.max_bytes), count: me.files.max_count })}</span>
          </div>,
          column,
        )}
    </>
  );
}
