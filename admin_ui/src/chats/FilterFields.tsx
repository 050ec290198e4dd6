/** The filters one by one; each is applied as soon as it is chosen. */
import { useQuery } from "@tanstack/react-query";
import { IconChevronDown } from "@tabler/icons-react";
import { useEffect, useId, useState, type ReactNode } from "react";
import { statusesQuery } from "../api/queries";
import { useEverybody } from "../operators/useEverybody";
import { useStatusName } from "../statuses/useStatusName";
import { useSession } from "../shell/session";
import { useTranslation } from "../texts/useTranslation";
import css from "./Filters.module.css";
import { useNarrow, useSetNarrow, type Filters } from "./narrow";
import { OnlyWithMessages } from "./OnlyWithMessages";
import type { View } from "./views";

const TAG_AFTER_MS = 400;
const longestTag = 64;

type Change = (change: Filters) => void;

function Field({ label, children }: { label: string; children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <div className={css.field}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  );
}

interface PickProps {
  label: string;
  value: string;
  options: { value: string; label: string }[];
  change: (value: string | undefined) => void;
}

function Pick({ label, value, options, change }: PickProps) {
  const { t } = useTranslation();
  return (
    <Field label={label}>
      {(id) => (
        <span className={css.pick}>
          <select id={id} value={value} onChange={({ target }) => change(target.value || undefined)}>
            <option value="">{t("filter.any")}</option>
            {options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </select>
          <IconChevronDown size={16} aria-hidden />
        </span>
      )}
    </Field>
  );
}

function StatusField({ value, change }: { value?: number; change: Change }) {
  const { t } = useTranslation();
  const nameOf = useStatusName();
  const { data: statuses = [] } = useQuery(statusesQuery);
  return (
    <Pick
      label={t("filter.status")}
      value={String(value ?? "")}
      options={statuses.map((status) => ({ value: String(status.id), label: nameOf(status) }))}
      change={(status) => change({ status: status === undefined ? undefined : Number(status) })}
    />
  );
}

function HolderField({ value, change }: { value?: number | "me"; change: Change }) {
  const { t } = useTranslation();
  const { me } = useSession();
  const operators = useEverybody(me.administrator);
  const others = operators.filter(({ id }) => id !== me.id).map(({ id, name }) => ({ value: String(id), label: name }));
  return (
    <Pick
      label={t("filter.holder")}
      value={String(value === me.id ? "me" : (value ?? ""))}
      options={[{ value: "me", label: t("filter.me") }, ...others]}
      change={(holder) => change({ holder: holder === "me" || holder === undefined ? holder : Number(holder) })}
    />
  );
}

function TagField({ value = "", change }: { value?: string; change: Change }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed.trim() === value) return;
    const timer = setTimeout(() => change({ tag: typed.trim() || undefined }), TAG_AFTER_MS);
    return () => clearTimeout(timer);
  }, [typed, value, change]);
  return (
    <Field label={t("filter.tag")}>
      {(id) => (
        <input
          id={id}
          className={css.input}
          value={typed}
          maxLength={longestTag}
          onChange={({ target }) => setTyped(target.value)}
        />
      )}
    </Field>
  );
}

function DayField({ label, value, change }: { label: string; value?: string; change: (day?: string) => void }) {
  return (
    <Field label={label}>
      {(id) => (
        <input
          id={id}
          className={css.input}
          type="date"
          min="2000-01-01"
          max="2999-12-31"
          value={value ?? ""}
          onChange={({ target }) => change(target.value || undefined)}
        />
      )}
    </Field>
  );
}

export function FilterFields({ view }: { view: View }) {
  const { t } = useTranslation();
  const { status, holder, tag, since, until } = useNarrow();
  const change = useSetNarrow();
  return (
    <div className={css.fields}>
      <StatusField value={status} change={change} />
      <HolderField value={holder} change={change} />
      <TagField value={tag} change={change} />
      <div className={css.days}>
        <DayField label={t("filter.since")} value={since} change={(day) => change({ since: day })} />
        <DayField label={t("filter.until")} value={until} change={(day) => change({ until: day })} />
      </div>
      <p className={css.help}>{t("filter.days_help")}</p>
      {(view === "online" || view === "all") && <OnlyWithMessages />}
    </div>
  );
}
