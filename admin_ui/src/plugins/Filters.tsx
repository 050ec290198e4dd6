/** What is sought among the plugins; it stays in the address, so that the list can be sent to a colleague. */
import { IconAdjustmentsHorizontal, IconChevronDown } from "@tabler/icons-react";
import type { PluginList } from "../api/types";
import { usePhone } from "../shell/media";
import { SearchField } from "../shell/SearchField";
import { useFormat } from "../texts/useFormat";
import { useTranslation } from "../texts/useTranslation";
import { isKind, kindCounts, stateFilters, type Filters as Sought } from "./order";
import css from "./PluginsPage.module.css";

interface Props {
  list: PluginList | undefined;
  sought: Sought;
  seek: (to: Sought) => void;
}

function StatePick({ sought, seek }: Omit<Props, "list">) {
  const { t } = useTranslation();
  const phone = usePhone();
  const Icon = phone ? IconAdjustmentsHorizontal : IconChevronDown;
  return (
    <div className={css.pick} data-set={sought.state !== undefined || undefined}>
      <select
        aria-label={t("plugins.by_state.label")}
        value={sought.state ?? ""}
        onChange={({ target }) => seek({ ...sought, state: target.value || undefined })}
      >
        <option value="">{t("plugins.by_state.any")}</option>
        {stateFilters.map((state) => (
          <option key={state} value={state}>
            {t(`plugins.by_state.${state}`)}
          </option>
        ))}
      </select>
      <Icon size={phone ? 20 : 16} aria-hidden />
    </div>
  );
}

function Kinds({ list, sought, seek }: Props) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const chosen = isKind(sought.kind) ? sought.kind : null;
  const counts = list ? kindCounts(list) : [];
  return (
    <div className={css.chips} role="group" aria-label={t("plugins.by_kind")}>
      <button
        type="button"
        className={css.chip}
        aria-pressed={chosen === null}
        onClick={() => seek({ ...sought, kind: undefined })}
      >
        {t("plugins.every")} {list && <b>{number(list.items.length)}</b>}
      </button>
      {counts.map(([kind, count]) => (
        <button
          key={kind}
          type="button"
          className={css.chip}
          aria-pressed={chosen === kind}
          onClick={() => seek({ ...sought, kind })}
        >
          {t(`plugins.kinds.${kind}`)} <b>{number(count)}</b>
        </button>
      ))}
    </div>
  );
}

export function Filters({ list, sought, seek }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <div className={css.tools}>
        <SearchField
          label={t("plugins.find")}
          value={sought.find ?? ""}
          change={(find) => seek({ ...sought, find: find || undefined })}
        />
        <StatePick sought={sought} seek={seek} />
      </div>
      <Kinds list={list} sought={sought} seek={seek} />
    </>
  );
}
