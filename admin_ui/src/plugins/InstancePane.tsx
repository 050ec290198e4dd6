/** One instance: its name and settings, the check, and the way to be rid of it. */
import { useMemo } from "react";
import { changeInstance } from "../api/settingsCalls";
import type { Instance, PluginPage } from "../api/types";
import { FormFields } from "../forms/FormFields";
import { focusField } from "../forms/useForm";
import { changedNames } from "../forms/values";
import { useTranslation } from "../texts/useTranslation";
import { CheckButton } from "./CheckButton";
import { FormFoot } from "./FormFoot";
import { putInstance } from "./InstanceCard";
import { apart, NAME, useNameField } from "./nameField";
import { fullName, nameOf } from "./nameOf";
import css from "./PluginPage.module.css";
import { RemoveInstance } from "./RemoveInstance";
import { TroubleBody } from "./TroubleBody";
import { useFields, usePluginForm } from "./usePluginForm";

export function InstancePane({ page, instance }: { page: PluginPage; instance: Instance }) {
  const { t } = useTranslation();
  const { form: stored } = instance;
  const plugin = page.plugin.name;
  const provider = page.providers.find(({ name }) => name === instance.provider);
  const nameField = useNameField();
  // The only one needs no name to be told from others.
  const fields = useFields(stored.schema, provider?.several ? nameField : undefined);
  const title = provider ? fullName(instance.name, { provider: provider.name, title: provider.title }) : instance.name;
  const called = nameOf(instance, page.providers);
  const values = useMemo(() => ({ [NAME]: called, ...stored.values }), [called, stored.values]);
  const { form, loadTheirs, put } = usePluginForm({
    plugin,
    fields,
    form: stored,
    values,
    send: async (typed, version) => {
      const { name, values } = apart(typed);
      const settings = changedNames(stored.values, values).length > 0 ? { values, version } : {};
      const answered = await changeInstance(instance.id, { ...(name === called ? {} : { name }), ...settings });
      put((now) => putInstance(now, answered));
    },
  });
  const save = () => void form.save().then((done) => !done && form.wrong[0] !== undefined && focusField(form.wrong[0]));
  return (
    <>
      <section className={css.pane} aria-label={t("plugins.settings_of", { name: title })}>
        <div className={css.paneTop}>
          <h2>{title}</h2>
          <CheckButton
            plugin={plugin}
            provider={instance.provider}
            instance={instance.id}
            values={apart(form.values).values}
            form={form}
          />
        </div>
        {instance.trouble && <TroubleBody trouble={instance.trouble} />}
        <FormFields form={form} />
        {provider?.several !== false && <RemoveInstance plugin={plugin} instance={instance} title={title} />}
      </section>
      <FormFoot form={form} save={save} loadTheirs={loadTheirs} />
    </>
  );
}
