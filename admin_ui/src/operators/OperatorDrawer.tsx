/** An operator beside the list: a new one, one that can be changed, or one that is only shown. */
import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { addOperator, patchOperator } from "../api/peopleCalls";
import { operatorsQuery } from "../api/queries";
import type { NewOperator as NewBody, OperatorChange, OperatorList } from "../api/types";
import { Leaving } from "../forms/SaveBar";
import { focusField, useForm, type Form } from "../forms/useForm";
import { useMeanwhile } from "../forms/useMeanwhile";
import type { Values } from "../forms/values";
import { announce } from "../settings/announce";
import { Drawer } from "../shell/Drawer";
import { useSession } from "../shell/session";
import { useFormat } from "../texts/useFormat";
import { useLanguage } from "../texts/useLanguage";
import { useTranslation } from "../texts/useTranslation";
import { chosen, useOperatorFields, type OperatorFields } from "./fields";
import { OperatorForm } from "./OperatorForm";
import css from "./Operators.module.css";
import { RemoveOperator } from "./RemoveOperator";
import { roleOf, type Present } from "./search";

interface EditProps {
  operator: Present;
  operators: Present[];
  limit: number;
  close: () => void;
}

interface FootProps {
  form: Form;
  label: string;
  close: () => void;
  done: () => void;
  children?: ReactNode;
}

/** Saving closes the drawer; with problems the first of them gets the focus. */
function Foot({ form, label, close, done, children }: FootProps) {
  const { t } = useTranslation();
  const save = async () => {
    if (await form.save()) done();
    else requestAnimationFrame(() => focusField(document.querySelector("[aria-invalid]")?.id.slice("field-".length) ?? ""));
  };
  return (
    <>
      {children}
      <Button variant="subtle" onClick={close}>
        {t("statuses.cancel")}
      </Button>
      <Button variant="filled" loading={form.phase === "saving"} onClick={() => void save()}>
        {label}
      </Button>
    </>
  );
}

const names: (keyof OperatorFields)[] = ["name", "display_name", "email", "password", "chat_limit", "language"];

export function NewOperator({ limit, close }: { limit: number; close: () => void }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const { me } = useSession();
  const { quote } = useFormat();
  const speaks = useLanguage();
  const fields = useOperatorFields(true, limit);
  const shown = me.owner ? [...names, "administrator" as const] : names;
  const [stored] = useState(() => ({
    values: { name: "", display_name: "", email: "", password: "", chat_limit: null, language: speaks, administrator: false },
    version: 0,
    secrets: {},
  }));
  const form = useForm({ fields: chosen(fields, shown), stored, send: (typed) => addOperator(typed as unknown as NewBody) });
  const [saved, setSaved] = useState(false);
  const done = async () => {
    setSaved(true);
    announce(t("operators.added", { name: quote(String(form.values.name)) }));
    await cache.invalidateQueries({ queryKey: operatorsQuery.queryKey });
    close();
  };
  return (
    <Drawer
      title={t("operators.new")}
      close={close}
      foot={<Foot form={form} label={t("operators.do_add")} close={close} done={() => void done()} />}
    >
      <Leaving dirty={form.changed.length > 0 && !saved} />
      <OperatorForm form={form} fields={fields} shown={shown} fresh />
    </Drawer>
  );
}

const editable = ({ name, display_name, email, chat_limit, language, administrator }: Present, speaks: string): Values => ({
  name,
  display_name,
  email,
  chat_limit,
  language: language ?? speaks,
  administrator,
  password: "",
});

/** Only what differs goes out, so that nobody's other change is taken back. */
const changes = (values: Values, before: Values): OperatorChange =>
  Object.fromEntries(Object.entries(values).filter(([name, value]) => value !== before[name]));

function useEdit({ operator, limit }: EditProps) {
  const cache = useQueryClient();
  const { me } = useSession();
  const speaks = useLanguage();
  const own = operator.id === me.id;
  const fields = useOperatorFields(false, limit);
  const [before] = useState(() => editable(operator, speaks));
  const [version] = useState(operator.version);
  const shown: (keyof OperatorFields)[] = [
    ...names.filter((name) => !(own && name === "password")),
    ...(me.owner && !operator.owner ? (["administrator"] as const) : []),
  ];
  const meanwhile = useMeanwhile<OperatorList>({
    fields: chosen(fields, shown),
    query: operatorsQuery,
    pick: ({ items }) => {
      const theirs = items.find(({ id }) => id === operator.id);
      return theirs && { values: editable(theirs as Present, speaks), version: theirs.version };
    },
  });
  const form = useForm({
    fields: chosen(fields, shown),
    stored: { values: before, version, secrets: {} },
    send: async (typed, seen) => {
      const body = { ...changes(typed, before), version: meanwhile.version ?? seen };
      await patchOperator(operator.id, body).catch(meanwhile.caught);
      await cache.invalidateQueries({ queryKey: operatorsQuery.queryKey });
    },
  });
  return { form, fields, shown, meanwhile };
}

function Editing(props: EditProps) {
  const { t } = useTranslation();
  const { operator, operators, close } = props;
  const { me } = useSession();
  const { form, fields, shown, meanwhile } = useEdit(props);
  const [saved, setSaved] = useState(false);
  const done = () => {
    setSaved(true);
    announce(t("saved"));
    requestAnimationFrame(close);
  };
  const removable = !operator.owner && operator.id !== me.id;
  const foot = (
    <Foot form={form} label={t("save")} close={close} done={done}>
      {removable && (
        <RemoveOperator
          operator={operator}
          others={operators.filter(({ id }) => id !== operator.id)}
          done={() => {
            setSaved(true);
            requestAnimationFrame(close);
          }}
        />
      )}
    </Foot>
  );
  return (
    <Drawer title={operator.name} close={close} foot={foot}>
      <Leaving dirty={form.changed.length > 0 && !saved} />
      {meanwhile.view({ form, close })}
      <OperatorForm form={form} fields={fields} shown={shown} own={operator.id === me.id} />
    </Drawer>
  );
}

/** Administrators are changed by the owner only. */
function Shown({ operator, close }: EditProps) {
  const { t } = useTranslation();
  const facts = [
    [t("operators.field.display_name"), operator.display_name],
    [t("field.email"), operator.email],
    [t("operators.columns.role"), t(`operators.roles.${roleOf(operator)}`)],
  ] as const;
  return (
    <Drawer title={operator.name} close={close} foot={<Button onClick={close}>{t("close")}</Button>}>
      <p className={css.note}>{t("operators.by_owner")}</p>
      <dl className={css.facts}>
        {facts.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
    </Drawer>
  );
}

export function EditOperator(props: EditProps) {
  const { me } = useSession();
  const { operator } = props;
  const mayEdit = me.owner || !operator.administrator || operator.id === me.id;
  return mayEdit ? <Editing {...props} /> : <Shown {...props} />;
}
