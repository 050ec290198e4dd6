/** A picture over the page. */
import { ActionIcon } from "@mantine/core";
import { IconDownload, IconX } from "@tabler/icons-react";
import type { SentFile } from "../api/types";
import { Dialog } from "../shell/Dialog";
import { useTranslation } from "../texts/useTranslation";
import { FileName } from "./FileName";
import css from "./Files.module.css";

export function Lightbox({ file, close }: { file: SentFile | null; close: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog opened={file !== null} close={close} label={file?.name ?? ""} place="whole">
      {file && (
        <form method="dialog" className={css.lightbox}>
          <div className={css.bar}>
            <FileName name={file.name} />
            <ActionIcon
              component="a"
              size={44}
              href={file.url}
              download={file.name}
              aria-label={t("files.save", { name: file.name })}
            >
              <IconDownload size={20} />
            </ActionIcon>
            <ActionIcon type="submit" size={44} aria-label={t("files.close")}>
              <IconX size={20} />
            </ActionIcon>
          </div>
          <button type="submit" className={css.stage} tabIndex={-1} aria-hidden>
            <img src={file.url} alt="" />
          </button>
        </form>
      )}
    </Dialog>
  );
}
