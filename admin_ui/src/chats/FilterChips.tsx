/** The filters that are set, each to be taken off by itself, and all together. */
import { useQuery } from "@tanstack/react-query";
import { IconX } from "@tabler/icons-react";
import { statusesQuery } from "../api/queries";
import { useEverybody } from "../operators/useEverybody";
import { useStatusName } from "../statuses/useStatusName";
import { useSession } from "../shell/session";
import { useFormat } from "../texts/useFormat";
import { useTranslation } from "../texts/useTranslation";
import css from "./Filters.module.css";
import { isFiltered, useNarrow, useSetNarrow, type Filters } from "./narrow";

export const noFilters: Filters = {
  status: undefined,
  holder: undefined,
  tag: undefined,
  since: undefined,
  until: undefined,
};

function useNames({ status, holder, tag, since, until }: Filters) {
  const { t } = useTranslation();
  const { me } = useSession();
  const { fullDate } = useFormat();
  const day = (date: string) => fullDate(`${date}T12:00:00`);
  const statusName = useStatusName();
  const { data: statuses = [] } = useQuery(statusesQuery);
  const operators = useEverybody(me.administrator && holder !== undefined);
  const found = statuses.find(({ id }) => id === status);
  const mine = holder === "me" || holder === me.id;
  const holderName = mine ? t("filter.me") : (operators.find(({ id }) => id === holder)?.name ?? "…");
  return {
    status: status !== undefined && (found ? statusName(found) : "…"),
    holder: holder !== undefined && holderName,
    tag: tag !== undefined && tag,
    since: since !== undefined && t("filter.from_day", { day: day(since) }),
    until: until !== undefined && t("filter.to_day", { day: day(until) }),
  };
}

export function FilterChips() {
  const { t } = useTranslation();
  const narrow = useNarrow();
  const set = useSetNarrow();
  const names = useNames(narrow);
  if (!isFiltered(narrow)) return null;
  return (
    <div className={css.chips} role="group" aria-label={t("filter.chips")}>
      {Object.entries(names).map(
        ([key, name]) =>
          name !== false && (
            <button
              key={key}
              type="button"
              className={css.chip}
              aria-label={t("filter.take_off", { name })}
              onClick={() => set({ [key]: undefined })}
            >
              <span>{name}</span>
              <IconX size={14} aria-hidden />
            </button>
          ),
      )}
      <button type="button" className={css.reset} onClick={() => set(noFilters)}>
        {t("filter.reset")}
      </button>
    </div>
  );
}
