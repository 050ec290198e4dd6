/** Many templates at once from pasted text, shown before they are made. */
import { Button } from "@mantine/core";
import { useId, useState } from "react";
import { asProblem } from "../api/problem";
import type { TemplateWords } from "../api/types";
import fields from "../forms/Form.module.css";
import ask from "../shell/Ask.module.css";
import { Dialog } from "../shell/Dialog";
import { useFormat } from "../texts/useFormat";
import { useProblemWords } from "../texts/useProblemWords";
import { useTranslation } from "../texts/useTranslation";
import { parsePasted, type Pasted } from "./paste";
import css from "./Templates.module.css";

interface Props {
  close: () => void;
  /** Throws a `Problem` if the server refuses. */
  add: (items: TemplateWords[]) => Promise<void>;
}

function Preview({ items }: { items: Pasted[] }) {
  const { t } = useTranslation();
  return (
    <ol className={css.preview} aria-label={t("templates.preview")} tabIndex={0}>
      {items.map(({ heading, text }, at) => (
        <li key={at} dir="auto">
          {heading && <b>{heading}</b>} {text}
        </li>
      ))}
    </ol>
  );
}

export function PasteDialog({ close, add }: Props) {
  const { t } = useTranslation();
  const { quote } = useFormat();
  const words = useProblemWords();
  const id = useId();
  const [text, setText] = useState("");
  const [refused, setRefused] = useState<string | null>(null);
  const [adding, setAdding] = useState(false);
  const items = parsePasted(text);

  /** The sentence, and the line that it is about. */
  function why(error: unknown): string {
    const problem = asProblem(error);
    const [path] = Object.keys(problem.fields);
    const line = items[Number(/\d+/.exec(path ?? "")?.[0] ?? -1)];
    const place = line && (path?.endsWith("heading") ? line.heading : line.text);
    return place ? `${quote(`${place.slice(0, 40)}…`)}: ${words(problem)}` : words(problem);
  }
  async function submit(): Promise<void> {
    setAdding(true);
    try {
      await add(items);
      close();
    } catch (error) {
      setRefused(why(error));
      setAdding(false);
    }
  }

  return (
    <Dialog opened close={close} label={t("templates.many")} place="centre">
      <div className={ask.ask}>
        <h2>{t("templates.many")}</h2>
        <p className={css.dim} id={`${id}-help`}>
          {t("templates.many_help")}
        </p>
        <textarea
          className={fields.input}
          data-long
          rows={8}
          data-autofocus
          aria-label={t("templates.many_field")}
          aria-describedby={`${id}-help ${id}-words`}
          aria-invalid={refused !== null || undefined}
          placeholder={t("templates.many_example")}
          value={text}
          onChange={({ target }) => {
            setText(target.value);
            setRefused(null);
          }}
        />
        <div id={`${id}-words`} role="status">
          {refused !== null && <p className={fields.problem}>{refused}</p>}
          {refused === null && items.length > 0 && (
            <p className={css.dim}>{t("templates.many_count", { count: items.length })}</p>
          )}
        </div>
        {items.length > 0 && <Preview items={items} />}
        <div className={ask.buttons}>
          <Button onClick={close}>{t("form.undo")}</Button>
          <Button variant="filled" disabled={items.length === 0} loading={adding} onClick={() => void submit()}>
            {t("templates.many_do")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
