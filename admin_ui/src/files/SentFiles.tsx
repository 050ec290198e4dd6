/** The files of a message in the log: pictures in the space that waits for them, everything else as a tile. */
import { useState } from "react";
import type { SentFile } from "../api/types";
import { useTranslation } from "../texts/useTranslation";
import { drawn, isPicture, type Size } from "./describe";
import { FileIcon } from "./FileIcon";
import { FileName, useFileKind } from "./FileName";
import css from "./Files.module.css";
import { Lightbox } from "./Lightbox";

function Picture({ file, open }: { file: SentFile & Size; open: () => void }) {
  const { t } = useTranslation();
  const [broken, setBroken] = useState(false);
  const { width, height } = drawn(file);
  if (broken) return <Tile file={file} />;
  return (
    <button
      type="button"
      className={css.picture}
      style={{ width, aspectRatio: `${width} / ${height}` }}
      aria-label={t("files.open", { name: file.name })}
      onClick={open}
    >
      <img src={file.url} alt="" width={width} height={height} onError={() => setBroken(true)} />
    </button>
  );
}

function Tile({ file }: { file: SentFile }) {
  const kind = useFileKind();
  const inside = (
    <>
      <span className={css.sign}>
        <FileIcon name={file.name} />
      </span>
      <span className={css.about}>
        <FileName name={file.name} />
        <small>{kind(file.name, file.size_bytes)}</small>
      </span>
    </>
  );
  if (!file.url.startsWith("/")) return <span className={css.tile}>{inside}</span>;
  return (
    <a className={css.tile} href={file.url} download={file.name}>
      {inside}
    </a>
  );
}

/** `over`: words follow. */
export function SentFiles({ files, over }: { files: readonly SentFile[]; over: boolean }) {
  const [shown, setShown] = useState<SentFile | null>(null);
  return (
    <span className={css.files} data-over={over || undefined}>
      {files.map((file) =>
        isPicture(file) && file.url !== "" ? (
          <Picture key={file.id} file={file} open={() => setShown(file)} />
        ) : (
          <Tile key={file.id} file={file} />
        ),
      )}
      <Lightbox file={shown} close={() => setShown(null)} />
    </span>
  );
}
