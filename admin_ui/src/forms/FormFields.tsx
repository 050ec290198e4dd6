/** All fields of a form; what is wrong with none of them in particular stands above. */
import { IconAlertCircle } from "@tabler/icons-react";
import { useProblemWords } from "../texts/useProblemWords";
import { FieldView } from "./FieldView";
import css from "./Form.module.css";
import type { Form } from "./useForm";

function Above({ form }: { form: Form }) {
  const words = useProblemWords();
  const { problem } = form;
  if (problem === null || problem.code === "changed_meanwhile") return null;
  const names = new Set(form.fields.map(({ name }) => name));
  const homeless = Object.entries(problem.fields).filter(([path]) => !names.has(path.split(".")[0] ?? ""));
  if (Object.keys(problem.fields).length > 0 && homeless.length === 0) return null;
  return (
    <p className={css.above} role="alert">
      <IconAlertCircle size={16} aria-hidden />
      <span>{homeless.length > 0 ? homeless.map(([, why]) => why).join(" ") : words(problem)}</span>
    </p>
  );
}

export function FormFields({ form }: { form: Form }) {
  return (
    <>
      <Above form={form} />
      <div className={css.grid}>
        {form.fields.map((field) => (
          <FieldView key={field.name} field={field} path={field.name} value={form.values[field.name]} form={form} />
        ))}
      </div>
    </>
  );
}
