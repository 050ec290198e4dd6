/** A page that could not be loaded: what failed, how old that is which is shown, and once more. */
import { Button } from "@mantine/core";
import { IconAlertCircle } from "@tabler/icons-react";
import { asProblem } from "../api/problem";
import { useFormat } from "../texts/useFormat";
import { useProblemWords } from "../texts/useProblemWords";
import { useTranslation } from "../texts/useTranslation";
import css from "./PageFailure.module.css";

interface Props {
  query: { error: unknown; dataUpdatedAt: number; refetch: (() => Promise<unknown>) | null };
}

export function PageFailure({ query: { error, dataUpdatedAt, refetch } }: Props) {
  const { t } = useTranslation();
  const { clockTime } = useFormat();
  const words = useProblemWords();
  return (
    <div className={css.failure} role="alert">
      <IconAlertCircle size={20} aria-hidden />
      <p>
        {words(asProblem(error))} {dataUpdatedAt > 0 && t("as_of", { time: clockTime(dataUpdatedAt) })}
      </p>
      {refetch && (
        <Button size="xs" onClick={() => void refetch()}>
          {t("again")}
        </Button>
      )}
    </div>
  );
}
