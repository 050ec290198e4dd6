/** A file's name, cut in the middle where it is too long; and what is said under it. */
import { useSession } from "../shell/session";
import { useFormat } from "../texts/useFormat";
import { useTranslation } from "../texts/useTranslation";
import { endingOf, halves, sizeOf } from "./describe";
import css from "./Files.module.css";

export function FileName({ name }: { name: string }) {
  const [start, end] = halves(name);
  return (
    <bdi className={css.name} title={name}>
      <span>{start}</span>
      {end && <span>{end}</span>}
    </bdi>
  );
}

export function useFileSize() {
  const { t } = useTranslation();
  const { number } = useFormat();
  return (bytes: number) => {
    const { size, unit } = sizeOf(bytes);
    return t(`files.size.${unit}`, { size: number(size) });
  };
}

/** What the button is called: the limit stands in it. */
export function useAttachLabel() {
  const { t } = useTranslation();
  const { me } = useSession();
  const size = useFileSize();
  return t("files.attach", { size: size(me.files.max_bytes) });
}

export function useFileKind() {
  const size = useFileSize();
  return (name: string, bytes: number) => [endingOf(name), size(bytes)].filter((part) => part !== "").join(", ");
}
