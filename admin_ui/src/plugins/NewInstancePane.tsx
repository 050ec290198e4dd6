/** The form of an instance that does not exist yet. */
import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { addInstance } from "../api/settingsCalls";
import type { PluginPage, Provider } from "../api/types";
import { initialOf } from "../forms/fields";
import { FormFields } from "../forms/FormFields";
import { useTranslation } from "../texts/useTranslation";
import { CheckButton } from "./CheckButton";
import { FormFoot } from "./FormFoot";
import { putInstance } from "./InstanceCard";
import { apart, NAME, useNameField } from "./nameField";
import css from "./PluginPage.module.css";
import { useFields, usePluginForm } from "./usePluginForm";

export function NewInstancePane({ page, provider }: { page: PluginPage; provider: Provider }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const plugin = page.plugin.name;
  const nameField = useNameField();
  const fields = useFields(provider.form.schema, provider.several ? nameField : undefined);
  const values = useMemo(
    () => ({ ...initialOf(fields), ...provider.form.values, [NAME]: provider.several ? "" : provider.name }),
    [fields, provider],
  );
  const leave = (instance?: number) =>
    void navigate({
      to: "/settings/plugins/$name",
      params: { name: plugin },
      search: { tab: "instances", instance },
      replace: true,
      ignoreBlocker: true,
    });
  const { form, loadTheirs, put } = usePluginForm({
    plugin,
    fields,
    form: provider.form,
    values,
    send: async (typed) => {
      const made = await addInstance(plugin, { provider: provider.name, ...apart(typed) });
      put((now) => putInstance(now, made));
      leave(made.id);
    },
  });
  return (
    <>
      <section className={css.pane} aria-label={t("plugins.new_instance", { name: provider.title })}>
        <div className={css.paneTop}>
          <h2>{t("plugins.new_instance", { name: provider.title })}</h2>
          <CheckButton
            plugin={plugin}
            provider={provider.name}
            instance={null}
            values={apart(form.values).values}
            form={form}
          />
        </div>
        <FormFields form={form} />
      </section>
      <FormFoot form={form} save={() => void form.save()} loadTheirs={loadTheirs} fresh leave={() => leave()} />
    </>
  );
}
