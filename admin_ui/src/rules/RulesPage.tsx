/** What the company works by: who gets the next chat, how many at once, and whether clients are asked to rate. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { rulesQuery } from "../api/settingsQueries";
import { saveRules } from "../api/settingsCalls";
import type { RuleOption, Rules } from "../api/types";
import type { NumberField } from "../forms/fields";
import { FieldFrame } from "../forms/FieldFrame";
import { NumberInput } from "../forms/Inputs";
import { SaveBar } from "../forms/SaveBar";
import { focusField, useForm, type Form } from "../forms/useForm";
import { Page } from "../settings/Page";
import { PageFailure } from "../settings/PageFailure";
import { Bone } from "../shell/Bone";
import { useLater } from "../shell/useLater";
import { useTranslation } from "../texts/useTranslation";
import { OptionCards } from "./OptionCards";
import css from "./Rules.module.css";

const MOST_CHATS = 100;

function useLimitField(): NumberField {
  const { t } = useTranslation();
  return useMemo(
    () => ({
      kind: "number",
      name: "chat_limit",
      title: t("rules.limit.title"),
      help: t("rules.limit.help"),
      unit: "",
      nullable: false,
      required: true,
      initial: 1,
      whole: true,
      least: 1,
      most: MOST_CHATS,
      above: false,
      below: false,
      multipleOf: null,
    }),
    [t],
  );
}

interface ChoiceProps {
  form: Form;
  name: "strategy" | "flow";
  options: RuleOption[];
}

function Choice({ form, name, options }: ChoiceProps) {
  const { t } = useTranslation();
  const value = form.values[name];
  return (
    <section className={css.part} id={`rules-${name}`}>
      <h2>{t(`rules.${name}.title`)}</h2>
      <p className={css.about}>{t(`rules.${name}.help`)}</p>
      {options.length === 0 && name === "strategy" ? (
        <p className={css.none}>
          {t("rules.strategy.none")}{" "}
          <Link to="/settings/plugins" search={{ kind: "distribution" }}>
            {t("rules.to_plugins")}
          </Link>
        </p>
      ) : (
        <OptionCards
          label={t(`rules.${name}.title`)}
          name={name}
          value={typeof value === "number" ? value : null}
          options={options}
          nothing={name === "flow" ? { title: t("rules.flow.nobody"), help: t("rules.flow.nobody_help") } : null}
          choose={(id) => form.set(name, id)}
        />
      )}
    </section>
  );
}

function RulesForm({ rules }: { rules: Rules }) {
  const cache = useQueryClient();
  const limit = useLimitField();
  const fields = useMemo(() => [limit], [limit]);
  const { strategy, flow, chat_limit } = rules;
  const values = useMemo(() => ({ strategy, flow, chat_limit }), [strategy, flow, chat_limit]);
  const form = useForm({
    fields,
    stored: { values, version: 0, secrets: {} },
    send: async (typed) => {
      await saveRules(typed as { strategy: number | null; flow: number | null; chat_limit: number });
      await cache.refetchQueries({ queryKey: rulesQuery.queryKey });
    },
  });
  return (
    <>
      <Choice form={form} name="strategy" options={rules.strategies} />
      <section className={css.part}>
        <FieldFrame field={limit} path="chat_limit" form={form}>
          <NumberInput field={limit} path="chat_limit" value={form.values.chat_limit} form={form} />
        </FieldFrame>
      </section>
      <Choice form={form} name="flow" options={rules.flows} />
      <Refused form={form} />
      <SaveBar
        changed={form.changed.length}
        phase={form.phase}
        wrong={form.wrong.length}
        toFirst={() => form.wrong[0] !== undefined && focusField(form.wrong[0])}
        save={() => void form.save()}
        reset={form.reset}
      />
    </>
  );
}

function Refused({ form: { problem } }: { form: Form }) {
  if (problem === null || "chat_limit" in problem.fields) return null;
  const query = { error: problem, dataUpdatedAt: 0, refetch: null };
  return <PageFailure query={query} />;
}

export function RulesPage() {
  const { t } = useTranslation();
  const query = useQuery(rulesQuery);
  const late = useLater(query.isPending);
  return (
    <Page title={t("settings.page.rules")} lead={t("rules.lead")}>
      {query.isPending && late && (
        <div className={css.bones} aria-busy="true">
          {[72, 72, 36, 72].map((height, i) => (
            <Bone key={i} w={640} h={height} shape="control" />
          ))}
        </div>
      )}
      {query.error && <PageFailure query={query} />}
      {query.data && <RulesForm rules={query.data} />}
    </Page>
  );
}
