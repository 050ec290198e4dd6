/** Deleting an operator cannot be undone, so it asks: what will happen, and whom their open chats go to. */
import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { removeOperator } from "../api/peopleCalls";
import { operatorsQuery } from "../api/queries";
import { asProblem } from "../api/problem";
import form from "../forms/Form.module.css";
import { Pick } from "../forms/Inputs";
import { announce } from "../settings/announce";
import ask from "../shell/Ask.module.css";
import { Dialog } from "../shell/Dialog";
import { useFormat } from "../texts/useFormat";
import { useProblemWords } from "../texts/useProblemWords";
import { useTranslation } from "../texts/useTranslation";
import css from "./Operators.module.css";
import type { Present } from "./search";

interface Props {
  operator: Present;
  others: Present[];
  done: () => void;
}

const QUEUE = "queue";

function Heir({ operator, others, heir, choose }: Omit<Props, "done"> & { heir: string; choose: (heir: string) => void }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const old = operator.old_chats;
  return (
    <div className={form.field}>
      <div className={form.label}>
        <label htmlFor="heir">{t("operators.remove.heir")}</label>
      </div>
      <Pick id="heir" aria-describedby="heir-help" value={heir} onChange={({ target }) => choose(target.value)}>
        {old > 0 ? <option value="">{t("form.choose")}</option> : <option value={QUEUE}>{t("view.queue")}</option>}
        {others.map(({ id, name, state }) => (
          <option key={id} value={id}>
            {name}, {t(`presence.${state}`).toLocaleLowerCase()}
          </option>
        ))}
      </Pick>
      <p id="heir-help" className={form.help}>
        {old > 0 && t("operators.remove.old", { count: old, number: number(old) })}
      </p>
    </div>
  );
}

function useRemoving({ operator, done }: Props, close: () => void) {
  const { t } = useTranslation();
  const { quote } = useFormat();
  const cache = useQueryClient();
  const words = useProblemWords();
  const [heir, choose] = useState(operator.old_chats > 0 ? "" : QUEUE);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  async function remove(): Promise<void> {
    if (heir === "") return setProblem(t("operators.remove.choose"));
    setBusy(true);
    try {
      await removeOperator(operator.id, heir === QUEUE ? QUEUE : Number(heir));
      close();
      done();
      announce(t("operators.remove.done", { name: quote(operator.name) }));
    } catch (error) {
      setProblem(words(asProblem(error)));
      setBusy(false);
    } finally {
      await cache.invalidateQueries({ queryKey: operatorsQuery.queryKey });
    }
  }
  const pick = (to: string) => {
    choose(to);
    setProblem("");
  };
  return { heir, pick, busy, problem, remove };
}

export function RemoveOperator(props: Props) {
  const { t } = useTranslation();
  const { quote, number } = useFormat();
  const { operator, others } = props;
  const [opened, { open, close }] = useDisclosure();
  const { heir, pick, busy, problem, remove } = useRemoving(props, close);
  const question = t("operators.remove.title", { name: quote(operator.name) });
  const count = operator.open_chats;
  return (
    <>
      <Button variant="subtle" className={css.danger} data-foot onClick={open}>
        {t("operators.remove.open")}
      </Button>
      <Dialog opened={opened} close={close} label={question} place="centre">
        <div className={ask.ask}>
          <h2>
            <bdi>{question}</bdi>
          </h2>
          <p>
            {count > 0 && t("operators.remove.chats", { count, number: number(count) })} {t("operators.remove.words")}
          </p>
          {count > 0 && <Heir operator={operator} others={others} heir={heir} choose={pick} />}
          {problem && (
            <p className={form.problem} role="alert">
              {problem}
            </p>
          )}
          <div className={ask.buttons}>
            <Button onClick={close}>{t("operators.remove.keep")}</Button>
            <Button className={css.danger} loading={busy} onClick={() => void remove()}>
              {t("operators.remove.do")}
            </Button>
          </div>
        </div>
      </Dialog>
    </>
  );
}
