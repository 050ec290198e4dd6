/** The company: what clients see as the other side, its time, and the language of whoever has not chosen one. */
import { useTranslation } from "../texts/useTranslation";
import "../welcome/mantine.css";
import { Select } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { IconChevronDown } from "@tabler/icons-react";
import { useMemo } from "react";
import { patchCompany } from "../api/peopleCalls";
import { companyQuery } from "../api/peopleQueries";
import { meQuery } from "../api/queries";
import type { Company, Me } from "../api/types";
import { FieldView } from "../forms/FieldView";
import type { ChoiceField, Field, TextField } from "../forms/fields";
import form_css from "../forms/Form.module.css";
import { SaveBar } from "../forms/SaveBar";
import { fieldId, focusField, useForm, type Form } from "../forms/useForm";
import { useMeanwhile } from "../forms/useMeanwhile";
import { useServerNow } from "../live/clock";
import { Page } from "../settings/Page";
import { PageFailure } from "../settings/PageFailure";
import { Bone } from "../shell/Bone";
import { useLater } from "../shell/useLater";
import { languages, ownNames } from "../texts/i18n";
import { useFormat } from "../texts/useFormat";
import { useLanguage } from "../texts/useLanguage";
import { zonesIn } from "../welcome/zones";
import css from "./Company.module.css";

const LONGEST = 100;
const common = { unit: "", nullable: false, required: true, initial: "" };

function useFields() {
  const { t } = useTranslation();
  const speaks = useLanguage();
  return useMemo(() => {
    const name: TextField = {
      ...common,
      kind: "text",
      name: "name",
      title: t("field.company"),
      help: t("first.company_help"),
      long: false,
      format: "",
      shortest: 1,
      longest: LONGEST,
      pattern: null,
    };
    const language: ChoiceField = {
      ...common,
      kind: "choice",
      name: "language",
      title: t("field.language"),
      help: t("first.language_help"),
      options: languages.map((one) => ({ value: one, label: ownNames[one] })),
    };
    const zone: ChoiceField = {
      ...common,
      kind: "choice",
      name: "zone",
      title: t("field.zone"),
      help: "",
      options: zonesIn(speaks, new Date()),
    };
    return { name, language, zone };
  }, [t, speaks]);
}

function Zone({ field, form }: { field: ChoiceField; form: Form }) {
  const { t } = useTranslation();
  const { clockTime } = useFormat();
  const now = useServerNow();
  const zone = String(form.values.zone);
  const flaw = form.flawAt("zone");
  return (
    <Select
      id={fieldId("zone")}
      label={field.title}
      description={t("company.zone_help", { time: clockTime(now, zone) })}
      error={typeof flaw === "string" ? flaw : undefined}
      data={field.options as { value: string; label: string }[]}
      value={zone}
      searchable
      allowDeselect={false}
      rightSection={<IconChevronDown size={16} />}
      comboboxProps={{ withinPortal: false, shadow: "none" }}
      nothingFoundMessage={t("first.zone_none")}
      onChange={(to) => to && form.set("zone", to)}
    />
  );
}

function CompanyForm({ company }: { company: Company }) {
  const cache = useQueryClient();
  const { name, language, zone, version } = company;
  const fields = useFields();
  const all: Field[] = [fields.name, fields.language, fields.zone];
  const values = useMemo(() => ({ name, language, zone }), [name, language, zone]);
  const meanwhile = useMeanwhile<Company>({
    fields: all,
    query: companyQuery,
    pick: ({ version: now, ...theirs }) => ({ values: { ...theirs }, version: now ?? 0 }),
  });
  const form = useForm({
    fields: all,
    stored: { values, version: version ?? 0, secrets: {} },
    send: async (typed, seen) => {
      const body = { ...(typed as Omit<Company, "version" | "language">), version: meanwhile.version ?? seen };
      const stored = await patchCompany(body).catch(meanwhile.caught);
      cache.setQueryData(companyQuery.queryKey, stored);
      cache.setQueryData<Me>(meQuery.queryKey, (now) => now && { ...now, company: stored });
    },
  });
  const { problem } = form;
  return (
    <div className={css.form}>
      {meanwhile.view({ form, close: () => {} })}
      <FieldView field={fields.name} path="name" value={form.values.name} form={form} />
      <FieldView field={fields.language} path="language" value={form.values.language} form={form} />
      <div className={form_css.field}>
        <Zone field={fields.zone} form={form} />
      </div>
      {problem && problem.code !== "changed_meanwhile" && Object.keys(problem.fields).length === 0 && (
        <PageFailure query={{ error: problem, dataUpdatedAt: 0, refetch: null }} />
      )}
      <SaveBar
        changed={form.changed.length}
        phase={form.phase}
        wrong={form.wrong.length}
        toFirst={() => form.wrong[0] !== undefined && focusField(form.wrong[0])}
        save={() => void form.save()}
        reset={form.reset}
      />
    </div>
  );
}

export function CompanyPage() {
  const { t } = useTranslation();
  const query = useQuery(companyQuery);
  const late = useLater(query.isPending);
  return (
    <Page title={t("settings.page.company")} lead={t("company.lead")}>
      {query.isPending && late && (
        <div className={css.form} aria-busy="true">
          {[0, 1, 2].map((row) => (
            <Bone key={row} w={310} h={36} shape="control" />
          ))}
        </div>
      )}
      {query.error && <PageFailure query={query} />}
      {query.data && <CompanyForm company={query.data} />}
    </Page>
  );
}
