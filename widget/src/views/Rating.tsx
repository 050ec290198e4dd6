// What the visitor is asked when the conversation has ended: the rating, and what the company wants to know besides.
import { leaving, shownForm, stepsNow, type ShownForm } from "../shownForm";
import { rating } from "../texts/rating";
import { Face } from "./Face";
import { BeginAnew } from "./Foot";
import { Icon } from "./Icon";
import { CLOCK } from "./icons";
import { currentHolder } from "./names";
import { Question } from "./Question";
import { Given, type ScaleStep } from "./Scale";
import { scene } from "./scene";
import { waiting } from "./waiting";

/** An arrow on its way through a scale stops at each mark: it is meant when the arrow stays this long. */
const STAY = 1000;

/** A question of a form, by the form's name. */
interface Place {
  form: string;
  id: string;
}

/** The required question that was left out. */
let missing: Place | null = null;
/** The mark where an arrow has stopped for now. */
let passing: (Place & { value: string }) | null = null;
let staying: ReturnType<typeof setTimeout> | undefined;

export function Rating() {
  const form = shownForm(scene.state);
  if (!form) return null;
  if (form.over && scene.client.sheet.form) scene.client.fillIn({ form: "", values: {} });
  return form.over ? <Thanks form={form} /> : <Questions form={form} />;
}

function Questions({ form }: { form: ShownForm }) {
  const { client, state, say } = scene;
  const words = rating[say.lang];
  const steps = stepsNow(form);
  const fields = steps.filter((step) => step.kind !== "scale");
  const untouched = Object.keys(form.answers).length === 0;
  const sending = fields.some((step) => form.sending.includes(step.id));
  const name = nameOf(form);
  const values = typedFor(form);
  const leftOut = missing?.form === name ? missing.id : null;
  const typed = (id: string) => (passing?.form === name && passing.id === id ? passing.value : values[id]) ?? form.answers[id] ?? "";

  const submit = (event: Event) => {
    event.preventDefault();
    if (sending) return;
    const open = fields.find((step) => step.required && !typed(step.id).trim());
    missing = open ? { form: name, id: open.id } : null;
    if (!open) client.answer(Object.fromEntries(fields.map((step) => [step.id, typed(step.id).trim()])));
    else scene.redraw();
  };
  const problemAt = (id: string, isLast: boolean) => {
    if (leftOut !== null) return leftOut === id ? words.required : undefined;
    const field = form.problem?.field;
    return field === id || (isLast && steps.every((step) => step.id !== field)) ? form.problem?.detail : undefined;
  };
  const leave = (
    <button type="button" class={fields.length > 0 ? "btn no" : "link"} onClick={() => !sending && client.answer(leaving(form))}>
      {untouched ? words.notNow : words.skip}
    </button>
  );
  return (
    <form class={`foot asks ${fields.length > 0 ? "more" : ""}`} noValidate onSubmit={submit}>
      <Holder />
      {steps.map((step, index) => (
        <Question
          key={step.id}
          step={step}
          value={typed(step.id)}
          problem={problemAt(step.id, index === steps.length - 1)}
          words={words}
          change={(value, isPassing) => {
            if (step.kind === "scale") rate(form, step.id, value, isPassing ? STAY : 0);
            else write(form, step.id, value);
          }}
        />
      ))}
      {form.sending.length > 0 && state.link !== "open" && (
        <p class="meta" role="status">
          <Icon path={CLOCK} kind="s" />
          {waiting(state, say)}
        </p>
      )}
      {fields.length > 0 && (
        <div class="two">
          {leave}
          <button class="btn" aria-disabled={sending}>
            {say.send}
          </button>
        </div>
      )}
      <div class="ways">
        {fields.length === 0 && leave}
        <BeginAnew kind="link" />
      </div>
    </form>
  );
}

function nameOf({ chat, form }: ShownForm): string {
  return `${chat} ${form}`;
}

/** What is typed for this form and not sent yet. It outlives the window and the page. */
function typedFor(form: ShownForm): Record<string, string> {
  const { sheet } = scene.client;
  return sheet.form === nameOf(form) ? sheet.values : {};
}

function write(form: ShownForm, id: string, value: string): void {
  if (missing?.id === id) missing = null;
  scene.client.fillIn({ form: nameOf(form), values: { ...typedFor(form), [id]: value } });
}

/** A mark goes by itself; from then on the form tells it. */
function rate(form: ShownForm, id: string, value: string, pause: number): void {
  const name = nameOf(form);
  passing = { form: name, id, value };
  const send = () => {
    passing = null;
    const now = shownForm(scene.state);
    if (now && !now.over && nameOf(now) === name) scene.client.answer({ [id]: value });
  };
  clearTimeout(staying);
  if (pause > 0) staying = setTimeout(send, pause);
  else send();
  scene.redraw();
}

function Thanks({ form }: { form: ShownForm }) {
  const words = rating[scene.say.lang];
  const stars = form.steps.find((step): step is ScaleStep => step.kind === "scale" && step.style === "stars");
  const given = stars && form.answers[stars.id];
  return (
    <div class="foot asks">
      <Holder />
      <h2>
        <span role="status">{words.thanks}</span>
      </h2>
      {stars && given && <Given step={stars} value={given} words={words} />}
      <BeginAnew kind="btn quiet" />
    </div>
  );
}

/** The face of whoever had the conversation. */
function Holder() {
  const held = currentHolder(scene.state);
  return held && <Face person={held.person} />;
}
