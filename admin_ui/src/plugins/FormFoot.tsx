/** The save bar of a plugin's form; it also tells that somebody else has saved meanwhile. */
import { Button } from "@mantine/core";
import { SaveBar } from "../forms/SaveBar";
import { focusField, type Form } from "../forms/useForm";
import { useTranslation } from "../texts/useTranslation";

interface Props {
  form: Form;
  save: () => void;
  loadTheirs: () => Promise<void>;
  /** A new one can be saved before anything differs. */
  fresh?: boolean;
  leave?: () => void;
}

export function FormFoot({ form, save, loadTheirs, fresh, leave }: Props) {
  const { t } = useTranslation();
  const meanwhile = form.problem?.code === "changed_meanwhile";
  const [first] = form.wrong;
  return (
    <SaveBar
      changed={Math.max(form.changed.length, fresh ? 1 : 0)}
      blocks={form.changed.length > 0}
      phase={form.phase}
      wrong={form.wrong.length}
      toFirst={() => first !== undefined && focusField(first)}
      save={save}
      reset={leave ?? form.reset}
      label={fresh ? t("plugins.create") : undefined}
      notice={
        meanwhile ? (
          <>
            {t("form.meanwhile")}{" "}
            <Button size="xs" onClick={() => void loadTheirs()}>
              {t("form.theirs")}
            </Button>
          </>
        ) : fresh && form.wrong.length === 0 ? (
          t("plugins.new_one_hint")
        ) : undefined
      }
    />
  );
}
