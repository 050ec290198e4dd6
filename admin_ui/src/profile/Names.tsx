/** My names: for colleagues and for clients. */
import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { patchOperator } from "../api/peopleCalls";
import { meQuery } from "../api/queries";
import type { Me } from "../api/types";
import { FieldView } from "../forms/FieldView";
import form_css from "../forms/Form.module.css";
import { SaveBar } from "../forms/SaveBar";
import { focusField, useForm } from "../forms/useForm";
import { chosen, useOperatorFields } from "../operators/fields";
import { PageFailure } from "../settings/PageFailure";
import { Avatar } from "../shell/Avatar";
import { useSession } from "../shell/session";
import { useTranslation } from "../texts/useTranslation";
import css from "./Profile.module.css";

export function Names() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const { me } = useSession();
  const fields = useOperatorFields(false, 0);
  const values = useMemo(() => ({ name: me.name, display_name: me.display_name }), [me.name, me.display_name]);
  const form = useForm({
    fields: chosen(fields, ["name", "display_name"]),
    stored: { values, version: 0, secrets: {} },
    send: async (typed) => {
      const { name, display_name } = await patchOperator(me.id, typed);
      cache.setQueryData<Me>(meQuery.queryKey, (now) => now && { ...now, name, display_name });
    },
  });
  return (
    <section aria-labelledby="profile-names">
      <h2 id="profile-names">{t("profile.names")}</h2>
      <div className={css.face}>
        <Avatar id={me.id} name={me.name} photo={me.photo} size={48} />
        <p>
          <b>
            <bdi>{me.name}</bdi>
          </b>
          <span>{me.email}</span>
        </p>
      </div>
      <div className={form_css.grid}>
        <FieldView field={fields.name} path="name" value={form.values.name} form={form} />
        <FieldView field={fields.display_name} path="display_name" value={form.values.display_name} form={form} />
      </div>
      {form.problem && Object.keys(form.problem.fields).length === 0 && (
        <PageFailure query={{ error: form.problem, dataUpdatedAt: 0, refetch: null }} />
      )}
      <SaveBar
        changed={form.changed.length}
        phase={form.phase}
        wrong={form.wrong.length}
        toFirst={() => form.wrong[0] !== undefined && focusField(form.wrong[0])}
        save={() => void form.save()}
        reset={form.reset}
      />
    </section>
  );
}
