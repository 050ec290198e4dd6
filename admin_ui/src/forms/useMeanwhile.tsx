/** Somebody else has saved while one was typing: their values beside one's own, field by field, and the choice between both. */
import { Button } from "@mantine/core";
import { useQueryClient, type QueryKey } from "@tanstack/react-query";
import { useState } from "react";
import { asProblem } from "../api/problem";
import { useTranslation } from "../texts/useTranslation";
import type { Field } from "./fields";
import css from "./Meanwhile.module.css";
import type { Form } from "./useForm";
import type { Values } from "./values";

interface Theirs {
  values: Values;
  version: number;
}

interface Setup<T> {
  fields: Field[];
  query: { queryKey: QueryKey; queryFn?: unknown };
  /** What is stored now, out of what the query gives; undefined if it is gone. */
  pick: (data: T) => Theirs | undefined;
}

const plain = new Set(["text", "number", "choice", "switch"]);

export function useMeanwhile<T>({ fields, query, pick }: Setup<T>) {
  const cache = useQueryClient();
  const [theirs, setTheirs] = useState<Theirs | null>(null);
  return {
    /** Of what one has seen and writes over; null if nobody else has saved. */
    version: theirs?.version ?? null,
    /** Takes a refusal, to look at what was saved, and throws it on. */
    caught: async (error: unknown): Promise<never> => {
      if (asProblem(error).code === "changed_meanwhile") {
        await cache.refetchQueries({ queryKey: query.queryKey });
        const data = cache.getQueryData<T>(query.queryKey);
        setTheirs((data && pick(data)) ?? null);
      }
      throw error;
    },
    view: (rest: { form: Form; close: () => void }) =>
      theirs && rest.form.problem?.code === "changed_meanwhile" ? (
        <Beside fields={fields} theirs={theirs} {...rest} />
      ) : null,
  };
}

function useShown() {
  const { t } = useTranslation();
  return (field: Field, value: unknown): string => {
    if (field.kind === "choice") return field.options.find((option) => option.value === value)?.label ?? "";
    if (field.kind === "switch") return t(value === true ? "form.yes" : "form.no");
    return typeof value === "string" || typeof value === "number" ? String(value) : "";
  };
}

interface BesideProps {
  fields: Field[];
  theirs: Theirs;
  form: Form;
  close: () => void;
}

function Beside({ fields, theirs, form, close }: BesideProps) {
  const { t } = useTranslation();
  const shown = useShown();
  const differing = fields.filter(
    ({ kind, name }) => plain.has(kind) && name !== "password" && theirs.values[name] !== form.values[name],
  );
  return (
    <div className={css.beside} role="alert">
      <p>{t("form.meanwhile")}</p>
      {differing.length > 0 && (
        <table>
          <thead>
            <tr>
              <td />
              <th scope="col">{t("form.mine_head")}</th>
              <th scope="col">{t("form.theirs_head")}</th>
            </tr>
          </thead>
          <tbody>
            {differing.map((field) => (
              <tr key={field.name}>
                <th scope="row">{field.title}</th>
                <td dir="auto">{shown(field, form.values[field.name]) || "—"}</td>
                <td dir="auto">{shown(field, theirs.values[field.name]) || "—"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <div className={css.buttons}>
        <Button
          size="xs"
          onClick={() => {
            form.reset();
            close();
          }}
        >
          {t("form.theirs_do")}
        </Button>
        <Button size="xs" onClick={() => void form.save()}>
          {t("form.mine_do")}
        </Button>
      </div>
    </div>
  );
}
