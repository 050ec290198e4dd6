/** A part that could not be loaded: why, and what to do next. */
import { Button } from "@mantine/core";
import { asProblem } from "../api/problem";
import { useProblemWords } from "../texts/useProblemWords";
import { useTranslation } from "../texts/useTranslation";
import css from "./Failure.module.css";

export function Failure({ error, retry }: { error: unknown; retry: () => void }) {
  const { t } = useTranslation();
  const words = useProblemWords();
  return (
    <div className={css.failure} role="alert">
      <p>{words(asProblem(error))}</p>
      <Button size="xs" onClick={retry}>
        {t("again")}
      </Button>
    </div>
  );
}
