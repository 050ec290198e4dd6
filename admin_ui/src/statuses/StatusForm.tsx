/** A status being named, in the place of its row: its colour, its name with a counter, and what the server says of them. */
import { Button } from "@mantine/core";
import { IconAlertCircle } from "@tabler/icons-react";
import { useId, useState, type FormEvent } from "react";
import { asProblem } from "../api/problem";
import type { Colour, Status } from "../api/types";
import { useFormat } from "../texts/useFormat";
import { isAmong } from "../texts/isAmong";
import { useProblemWords } from "../texts/useProblemWords";
import { useTranslation } from "../texts/useTranslation";
import { ColourPick } from "./ColourPick";
import css from "./Statuses.module.css";
import type { Typed } from "./useStatuses";
import { useStatusName } from "./useStatusName";

const LONGEST = 64;

interface Props {
  /** Null: a new one. */
  initial: Status | null;
  /** What the others are called here: the server does not know the names of built-in ones. */
  taken: string[];
  /** `seen` is what was changed: its version tells whether somebody else was faster. */
  save: (typed: Typed, seen: Status | null) => Promise<void>;
  close: () => void;
}

function useTyped({ initial, taken, save, close }: Props) {
  const { t } = useTranslation();
  const nameOf = useStatusName();
  const words = useProblemWords();
  const { quote } = useFormat();
  const [name, setName] = useState(initial ? nameOf(initial) : "");
  const [colour, setColour] = useState<Colour>((initial?.colour as Colour | undefined) ?? "blue");
  const [problem, setProblem] = useState("");
  const [seen] = useState(initial);
  const [meanwhile, setMeanwhile] = useState(false);
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (seen && name === nameOf(seen) && colour === seen.colour) return close();
    // A built-in one that nobody has renamed goes on being called as in the catalogue, in each language.
    const untouched = seen !== null && seen.name === "" && name === nameOf(seen);
    if (name.trim() === "" && !initial?.builtin) return setProblem(t("statuses.flaw.empty"));
    if ([...name.trim()].length > LONGEST) return setProblem(t("statuses.flaw.long", { most: LONGEST }));
    const called = nameOf({ builtin: initial?.builtin ?? null, name: name.trim() });
    if ((!seen || called !== nameOf(seen)) && isAmong(taken, called))
      return setProblem(t("statuses.flaw.taken", { name: quote(called) }));
    setBusy(true);
    try {
      await save({ name: untouched ? "" : name, colour }, meanwhile ? initial : seen);
      close();
    } catch (error) {
      const refused = asProblem(error);
      setMeanwhile(refused.code === "changed_meanwhile");
      setProblem(refused.code === "changed_meanwhile" ? "" : words(refused));
      setBusy(false);
    }
  }
  const change = (to: string) => {
    setName(to);
    setProblem("");
  };
  const told = meanwhile && initial ? t("statuses.flaw.meanwhile", { name: quote(nameOf(initial)) }) : problem;
  return { name, change, colour, setColour, problem: told, busy, submit };
}

export function StatusForm(props: Props) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const id = useId();
  const { name, change, colour, setColour, problem, busy, submit } = useTyped(props);
  const length = [...name].length;
  return (
    <form
      className={css.form}
      noValidate
      onSubmit={(event) => void submit(event)}
      onKeyDown={({ key, defaultPrevented }) => key === "Escape" && !defaultPrevented && props.close()}
    >
      <ColourPick colour={colour} change={setColour} />
      <span className={css.field}>
        <input
          autoFocus
          dir="auto"
          aria-label={t("statuses.name")}
          aria-invalid={problem !== "" || undefined}
          aria-describedby={problem ? id : undefined}
          value={name}
          onChange={({ target }) => change(target.value)}
        />
        <span className={css.counter} data-over={length > LONGEST || undefined} aria-hidden>
          {number(length)} / {number(LONGEST)}
        </span>
      </span>
      <span className={css.buttons}>
        <Button variant="subtle" onClick={props.close}>
          {t("statuses.cancel")}
        </Button>
        <Button type="submit" variant="filled" loading={busy}>
          {t(props.initial ? "save" : "statuses.do_add")}
        </Button>
      </span>
      {problem && (
        <p id={id} className={css.problem} role="alert">
          <IconAlertCircle size={16} aria-hidden />
          {problem}
        </p>
      )}
    </form>
  );
}
