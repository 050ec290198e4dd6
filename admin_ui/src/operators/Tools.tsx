/** What is sought among the operators; it stays in the address. */
import { IconChevronDown } from "@tabler/icons-react";
import { SearchField } from "../shell/SearchField";
import { Switch } from "../shell/Switch";
import { useTranslation } from "../texts/useTranslation";
import css from "./Operators.module.css";
import { roles, type OperatorSearch } from "./search";

interface Props {
  sought: OperatorSearch;
  seek: (to: OperatorSearch) => void;
}

export function Tools({ sought, seek }: Props) {
  const { t } = useTranslation();
  return (
    <div className={css.tools}>
      <SearchField
        className={css.search}
        label={t("operators.find")}
        value={sought.find ?? ""}
        change={(find) => seek({ ...sought, find: find || undefined })}
      />
      <div className={css.pick}>
        <select
          aria-label={t("operators.by_role")}
          value={sought.role ?? ""}
          onChange={({ target }) => seek({ ...sought, role: target.value || undefined })}
        >
          <option value="">{t("operators.any_role")}</option>
          {roles.map((role) => (
            <option key={role} value={role}>
              {t(`operators.roles.${role}`)}
            </option>
          ))}
        </select>
        <IconChevronDown size={16} aria-hidden />
      </div>
      <div className={css.here}>
        <Switch
          label={t("operators.hide_offline")}
          on={sought.here === true}
          change={(on) => seek({ ...sought, here: on || undefined })}
        />
      </div>
    </div>
  );
}
