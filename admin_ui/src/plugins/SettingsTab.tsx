/** The settings of the plugin itself. */
import { saveSettings } from "../api/settingsCalls";
import type { SettingsForm } from "../api/types";
import { FormFields } from "../forms/FormFields";
import { focusField } from "../forms/useForm";
import { useTranslation } from "../texts/useTranslation";
import { CheckButton } from "./CheckButton";
import { FormFoot } from "./FormFoot";
import css from "./PluginPage.module.css";
import { useFields, usePluginForm } from "./usePluginForm";

export function SettingsTab({ name, form: stored }: { name: string; form: SettingsForm }) {
  const { t } = useTranslation();
  const fields = useFields(stored.schema);
  const { form, loadTheirs, put } = usePluginForm({
    plugin: name,
    fields,
    form: stored,
    values: stored.values,
    send: async (values, version) => {
      const page = await saveSettings(name, { values, version });
      put(() => page);
    },
  });
  const save = () => {
    const [first] = form.wrong;
    void form.save().then((done) => !done && first !== undefined && focusField(first));
  };
  return (
    <>
      <section className={css.pane} aria-label={t("plugins.tab.settings")}>
        <div className={css.paneTop}>
          <h2>{t("plugins.tab.settings")}</h2>
          <CheckButton plugin={name} provider={null} instance={null} values={form.values} form={form} />
        </div>
        <FormFields form={form} />
      </section>
      <FormFoot form={form} save={save} loadTheirs={loadTheirs} />
    </>
  );
}
