/** No chat is as it was asked for: what was asked, and what else can be done. */
import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useFormat } from "../texts/useFormat";
import { useTranslation } from "../texts/useTranslation";
import { noFilters } from "./FilterChips";
import css from "./ListColumn.module.css";
import { isFiltered, isSearching, useNarrow, useSetNarrow } from "./narrow";
import type { View } from "./views";

export function NothingFound({ view }: { view: View }) {
  const { t } = useTranslation();
  const { quote } = useFormat();
  const narrow = useNarrow();
  const set = useSetNarrow();
  const searching = isSearching(narrow);
  return (
    <div className={css.nothing} role="status">
      <h2>{t("find.nothing")}</h2>
      <p>{searching ? t("find.by_words", { words: quote(narrow.q!.trim()) }) : t("find.by_filters")}</p>
      {searching && isFiltered(narrow) && <p>{t("find.also_filters")}</p>}
      <div className={css.ways}>
        <Button onClick={() => set({ ...noFilters, q: undefined })}>{t("filter.reset")}</Button>
        {searching && view !== "all" && (
          <Button
            variant="subtle"
            renderRoot={(props) => (
              <Link {...props} to="/chats/$view/{-$chat}" params={{ view: "all" }} search={{ q: narrow.q }} />
            )}
          >
            {t("find.everywhere")}
          </Button>
        )}
      </div>
    </div>
  );
}
