// One question of a form, with what is wrong about its answer below it.
import type { rating } from "../texts/rating";
import type { Step } from "../wire";
import { Icon } from "./Icon";
import { ALERT, CHECK } from "./icons";
import { Radios } from "./Radios";
import { meaning, Scale } from "./Scale";

interface Props {
  step: Step;
  value: string | undefined;
  problem: string | undefined;
  words: (typeof rating)["en"];
  change(value: string, passing?: boolean): void;
}

const LONGEST = 4000;
const PROBLEM = "problem";
/** What the screen's keyboard offers, and by the same names what the browser may fill in. */
const KEYBOARDS = { email: "email", phone: "tel" } as const;

export function Question(props: Props) {
  const { problem } = props;
  return (
    <div class="question">
      {view(props)}
      {problem && (
        <p class="wrong" id={PROBLEM} role="alert">
          <Icon path={ALERT} kind="s" />
          {problem}
        </p>
      )}
    </div>
  );
}

function view({ step, value, problem, words, change }: Props) {
  if (step.kind === "text") return <Field step={step} value={value} problem={problem} change={change} />;
  return (
    <>
      <h2>{(step.kind === "scale" && meaning(step, value, words)) || step.title}</h2>
      {step.kind === "scale" ? (
        <Scale step={step} value={value} words={words} choose={change} />
      ) : (
        <Radios
          kind="options"
          label={step.title}
          value={value}
          choices={Object.entries(step.options).map(([option, label]) => ({ value: option, label, view: chip(label, option === value) }))}
          choose={change}
        />
      )}
    </>
  );
}

function chip(label: string, isChosen: boolean) {
  return (
    <>
      {isChosen && <Icon path={CHECK} kind="s" />}
      {label}
    </>
  );
}

interface FieldProps extends Pick<Props, "value" | "problem" | "change"> {
  step: Extract<Step, { kind: "text" }>;
}

function Field({ step, value, problem, change }: FieldProps) {
  const shared = {
    class: "field",
    value,
    maxLength: LONGEST,
    required: step.required,
    "aria-invalid": problem !== undefined,
    "aria-describedby": problem && PROBLEM,
    onInput: (event: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) => change(event.currentTarget.value),
  };
  return (
    <label>
      <span>{step.title}</span>
      {step.input === "text" ? (
        <textarea rows={2} {...shared} />
      ) : (
        <input type="text" inputMode={KEYBOARDS[step.input]} autocomplete={KEYBOARDS[step.input]} {...shared} />
      )}
    </label>
  );
}
