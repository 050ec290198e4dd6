/** Tries what is typed, saved or not; the answer stands beside the button, with its time. */
import { Button } from "@mantine/core";
import { IconCircleCheck, IconCircleX } from "@tabler/icons-react";
import { useState } from "react";
import { asProblem } from "../api/problem";
import { checkSettings } from "../api/settingsCalls";
import type { Check } from "../api/types";
import type { Form } from "../forms/useForm";
import type { Values } from "../forms/values";
import { useFormat } from "../texts/useFormat";
import { useProblemWords } from "../texts/useProblemWords";
import { useTranslation } from "../texts/useTranslation";
import css from "./PluginPage.module.css";

interface Props {
  plugin: string;
  provider: string | null;
  instance: number | null;
  values: Values;
  form: Form;
}

interface Answer {
  ok: boolean;
  text: string;
  link: string | null;
  at: number;
}

function useAnswerWords() {
  const { t } = useTranslation();
  const { seconds } = useFormat();
  return ({ ok, account, problem, took_ms }: Check): string => {
    if (!ok) return t("plugins.check.failed", { why: problem ?? "" });
    const time = seconds(took_ms);
    return account ? t("plugins.check.as", { name: account.name, time }) : t("plugins.check.fine", { time });
  };
}

export function CheckButton({ plugin, provider, instance, values, form }: Props) {
  const { t } = useTranslation();
  const { clockTime } = useFormat();
  const answerWords = useAnswerWords();
  const problemWords = useProblemWords();
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [under, setUnder] = useState(false);
  async function check(): Promise<void> {
    setUnder(true);
    const at = Date.now();
    try {
      const found = await checkSettings(plugin, { values, provider, instance });
      if (!found.ok && found.field) form.refuse(found.field, found.problem ?? "");
      setAnswer({ ok: found.ok, text: answerWords(found), link: found.account?.link || null, at });
    } catch (error) {
      const problem = asProblem(error);
      for (const [path, why] of Object.entries(problem.fields)) form.refuse(path, why);
      setAnswer({ ok: false, text: t("plugins.check.failed", { why: problemWords(problem) }), link: null, at });
    }
    setUnder(false);
  }
  const Icon = answer?.ok ? IconCircleCheck : IconCircleX;
  return (
    <div className={css.check}>
      <div role="status">
        {answer && (
          <p className={css.answer} data-bad={!answer.ok || undefined}>
            <Icon size={16} aria-hidden />
            <span>
              {answer.text} <span>· {clockTime(answer.at)}</span>
            </span>
          </p>
        )}
      </div>
      <Button size="xs" loading={under} onClick={() => void check()}>
        {t("plugins.check.do")}
      </Button>
    </div>
  );
}
