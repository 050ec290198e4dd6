/** Step one: the owner's account, with the key that the server printed when it started. */
import { Button, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { Trans } from "react-i18next";
import { createOwner } from "../api/calls";
import { asProblem, type Problem } from "../api/problem";
import { meQuery, setupQuery } from "../api/queries";
import { useLanguage } from "../texts/useLanguage";
import { useProblemWords } from "../texts/useProblemWords";
import { useTranslation } from "../texts/useTranslation";
import css from "./FirstRun.module.css";
import { oneTimeKey } from "./oneTimeKey";
import { Meter } from "./Meter";
import { Password } from "./Password";
import { strength, SHORTEST } from "./strength";

const empty = { name: "", email: "", password: "" };

function useOwner(done: () => void) {
  const cache = useQueryClient();
  const language = useLanguage();
  const [fields, setFields] = useState(() => ({ key: oneTimeKey(), ...empty }));
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const field = (name: keyof typeof fields) => ({
    value: fields[name],
    error: name === "key" && problem?.code === "bad_key" ? problem.message : problem?.fields[name],
    onChange: ({ target }: { target: HTMLInputElement }) => setFields((now) => ({ ...now, [name]: target.value })),
  });

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    try {
      const me = await createOwner({ ...fields, key: fields.key.trim(), language });
      cache.setQueryData(meQuery.queryKey, me);
      cache.setQueryData(setupQuery.queryKey, { needs_owner: false, language: me.company.language });
      done();
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  }
  return { fields, field, problem, busy, submit };
}

export function AccountStep({ done }: { done: () => void }) {
  const { t } = useTranslation();
  const words = useProblemWords();
  const { fields, field, problem, busy, submit } = useOwner(done);
  const score = strength(fields.password, [fields.name, fields.email.split("@")[0] ?? ""]);
  const elsewhere = problem && problem.code !== "bad_key" && Object.keys(problem.fields).length === 0;
  return (
    <form onSubmit={(event) => void submit(event)}>
      <div className={css.fields}>
        <div className={css.half}>
          <TextInput
            className={css.key}
            label={t("field.key")}
            autoComplete="off"
            spellCheck={false}
            required
            withAsterisk={false}
            {...field("key")}
          />
          <p className={`${css.help} ${css.whole}`}>
            <Trans i18nKey="first.key_help" components={{ code: <code /> }} />
          </p>
        </div>
        <TextInput
          label={t("field.name")}
          autoComplete="name"
          maxLength={64}
          required
          withAsterisk={false}
          {...field("name")}
        />
        <TextInput
          label={t("field.email")}
          type="email"
          autoComplete="username"
          required
          withAsterisk={false}
          {...field("email")}
        />
        <div className={css.half}>
          <Password
            label={t("field.password")}
            autoComplete="new-password"
            minLength={SHORTEST}
            required
            {...field("password")}
          />
          <Meter password={fields.password} score={score} className={css.whole} />
        </div>
      </div>
      <div className={css.go}>
        <Button type="submit" variant="filled" loading={busy}>
          {t("first.continue")}
        </Button>
        {elsewhere && (
          <p className={css.problem} role="alert">
            {words(problem)}
          </p>
        )}
      </div>
    </form>
  );
}
