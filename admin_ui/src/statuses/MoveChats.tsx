/** All chats in progress of a status go to another one, so that it can be deleted. */
import { Button } from "@mantine/core";
import { useState } from "react";
import { asProblem } from "../api/problem";
import type { Status } from "../api/types";
import form from "../forms/Form.module.css";
import { Pick } from "../forms/Inputs";
import { announce } from "../settings/announce";
import ask from "../shell/Ask.module.css";
import { Dialog } from "../shell/Dialog";
import { useFormat } from "../texts/useFormat";
import { useProblemWords } from "../texts/useProblemWords";
import { useTranslation } from "../texts/useTranslation";
import { useStatusName } from "./useStatusName";

interface Props {
  status: Status;
  targets: Status[];
  chats: number;
  move: (status: Status, into: number) => Promise<number>;
  close: () => void;
}

export function MoveChats({ status, targets, chats, move, close }: Props) {
  const { t } = useTranslation();
  const { quote, number } = useFormat();
  const nameOf = useStatusName();
  const words = useProblemWords();
  const [into, setInto] = useState(targets[0]?.id ?? 0);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const title = t("statuses.move.title", { name: quote(nameOf(status)) });
  const facts = { count: chats, number: number(chats) };

  async function go(): Promise<void> {
    setBusy(true);
    try {
      const count = await move(status, into);
      announce(t("statuses.move.done", { count, number: number(count) }));
      close();
    } catch (error) {
      setProblem(words(asProblem(error)));
      setBusy(false);
    }
  }
  return (
    <Dialog opened close={close} label={title} place="centre">
      <div className={ask.ask}>
        <h2>{title}</h2>
        {targets.length === 0 ? (
          <p>{t("statuses.move.nowhere")}</p>
        ) : (
          <div className={form.field}>
            <div className={form.label}>
              <label htmlFor="move-into">{t("statuses.move.into")}</label>
            </div>
            <Pick id="move-into" value={into} onChange={({ target }) => setInto(Number(target.value))}>
              {targets.map((target) => (
                <option key={target.id} value={target.id}>
                  {nameOf(target)}
                </option>
              ))}
            </Pick>
            <p className={form.help}>{t("statuses.move.help", facts)}</p>
          </div>
        )}
        {problem && (
          <p className={form.problem} role="alert">
            {problem}
          </p>
        )}
        <div className={ask.buttons}>
          <Button onClick={close}>{t("statuses.cancel")}</Button>
          {targets.length > 0 && (
            <Button variant="filled" loading={busy} onClick={() => void go()}>
              {t("statuses.move.do", facts)}
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  );
}
