/** A template being written: its title, its heading, its words. */
import { Button } from "@mantine/core";
import { useEffect, useMemo, type FormEvent } from "react";
import { asProblem, type Problem } from "../api/problem";
import type { TemplateWords } from "../api/types";
import type { TextField } from "../forms/fields";
import { FormFields } from "../forms/FormFields";
import { Leaving } from "../forms/SaveBar";
import { fieldId, focusField, useForm } from "../forms/useForm";
import type { Values } from "../forms/values";
import { LIMIT } from "../conversation/useComposer";
import { useTranslation } from "../texts/useTranslation";
import css from "./Templates.module.css";

const TITLE_CHARS = 100;
const noSecrets = {};

function useFields(headings: readonly string[]): TextField[] {
  const { t } = useTranslation();
  return useMemo(() => {
    const common = { kind: "text", unit: "", initial: "", long: false, format: "", pattern: null } as const;
    const free = { ...common, nullable: true, required: false, shortest: 0, longest: TITLE_CHARS };
    return [
      { ...free, name: "title", title: t("templates.title"), help: t("templates.title_help") },
      { ...free, name: "heading", title: t("templates.heading"), help: "", offered: headings },
      {
        ...common,
        name: "text",
        title: t("templates.text"),
        help: "",
        nullable: false,
        required: true,
        shortest: 1,
        longest: LIMIT,
        long: true,
        wide: true,
      },
    ];
  }, [t, headings]);
}

const written = (value: unknown) => (typeof value === "string" ? value : "");
const wordsIn = ({ title, heading, text }: Values): TemplateWords => ({
  title: written(title).trim(),
  heading: written(heading).trim(),
  text: written(text),
});

/** What is wrong with the only one of many belongs to its own field. */
function ofOne(problem: Problem): Problem {
  const fields = Object.entries(problem.fields).map(([path, why]) => [path.replace(/^items\[0\]\./, ""), why]);
  return Object.assign(problem, { fields: Object.fromEntries(fields) as Record<string, string> });
}

interface Props {
  initial: TemplateWords;
  headings: readonly string[];
  /** Throws a `Problem` if the server refuses. */
  save: (words: TemplateWords) => Promise<void>;
  close: () => void;
  /** Whether leaving the page asks first. */
  guarded?: boolean;
  /** A new one can be saved as it stands. */
  fresh?: boolean;
}

export function TemplateForm({ initial, headings, save, close, guarded, fresh }: Props) {
  const { t } = useTranslation();
  const { title, heading, text } = initial;
  const values = useMemo(() => ({ title: title || null, heading: heading || null, text }), [title, heading, text]);
  const form = useForm({
    fields: useFields(headings),
    stored: { values, version: 0, secrets: noSecrets },
    send: (typed) =>
      save(wordsIn(typed)).catch((error: unknown) => {
        throw ofOne(asProblem(error));
      }),
  });
  useEffect(() => {
    // A dialog around it takes the focus first.
    const frame = requestAnimationFrame(() => document.getElementById(fieldId(fresh ? "title" : "text"))?.focus());
    return () => cancelAnimationFrame(frame);
  }, [fresh]);
  const submit = async (event?: FormEvent) => {
    event?.preventDefault();
    if (await form.save()) return close();
    const [first] = form.wrong;
    focusField(first ?? "text");
  };
  return (
    <form
      className={css.form}
      aria-label={t(fresh ? "templates.new" : "templates.edit")}
      noValidate
      onSubmit={(event) => void submit(event)}
      onKeyDown={(event) => {
        if (event.key === "Escape" && form.changed.length === 0) close();
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void submit(event);
      }}
    >
      {guarded && <Leaving dirty={form.changed.length > 0 && form.phase !== "saved"} />}
      <FormFields form={form} />
      <div className={css.formFoot}>
        <Button onClick={close}>{t("form.undo")}</Button>
        <Button type="submit" variant="filled" loading={form.phase === "saving"}>
          {t("save")}
        </Button>
      </div>
    </form>
  );
}
