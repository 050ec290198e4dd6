/** The settings of a plugin or of an instance as a form in progress. */
import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { pluginQuery } from "../api/settingsQueries";
import type { PluginPage, SettingsForm } from "../api/types";
import { fieldsOf, type Field, type Schema } from "../forms/fields";
import { useForm } from "../forms/useForm";
import type { Values } from "../forms/values";

/** The fields of a schema, made once. */
export const useFields = (schema: SettingsForm["schema"], before?: Field): Field[] =>
  useMemo(() => [...(before ? [before] : []), ...fieldsOf(schema as Schema)], [schema, before]);

interface Setup {
  plugin: string;
  fields: Field[];
  form: SettingsForm;
  values: Values;
  send: (values: Values, version: number) => Promise<unknown>;
}

export function usePluginForm({ plugin, fields, form, values, send }: Setup) {
  const cache = useQueryClient();
  const { queryKey } = pluginQuery(plugin);
  const made = useForm({ fields, stored: { values, version: form.version, secrets: form.secrets }, send });
  return {
    form: made,
    /** What others have saved meanwhile. */
    loadTheirs: async () => {
      await cache.refetchQueries({ queryKey });
      made.reset();
    },
    put: (change: (page: PluginPage) => PluginPage) =>
      cache.setQueryData<PluginPage>(queryKey, (page) => page && change(page)),
  };
}
