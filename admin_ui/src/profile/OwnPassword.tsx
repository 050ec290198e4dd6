/** A new password of my own: whoever changes it knows the present one; other devices are signed out. */
import { Button } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { patchOperator } from "../api/peopleCalls";
import { asProblem, type Problem } from "../api/problem";
import { announce } from "../settings/announce";
import { useSession } from "../shell/session";
import { useProblemWords } from "../texts/useProblemWords";
import { useTranslation } from "../texts/useTranslation";
import { Meter } from "../welcome/Meter";
import { Password } from "../welcome/Password";
import { SHORTEST, strength } from "../welcome/strength";
import css from "./Profile.module.css";

const empty = { present_password: "", password: "" };

function useChange() {
  const { t } = useTranslation();
  const { me } = useSession();
  const [typed, setTyped] = useState(empty);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [state, setState] = useState<"editing" | "saving" | "saved">("editing");
  const field = (name: keyof typeof empty) => ({
    value: typed[name],
    error: problem?.fields[name],
    onChange: ({ target }: { target: HTMLInputElement }) => {
      setTyped((now) => ({ ...now, [name]: target.value }));
      setState("editing");
    },
  });
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setState("saving");
    setProblem(null);
    try {
      await patchOperator(me.id, typed);
      setTyped(empty);
      setState("saved");
      announce(t("profile.password_changed"));
    } catch (error) {
      setProblem(asProblem(error));
      setState("editing");
    }
  }
  return { me, typed, field, problem, state, submit };
}

export function OwnPassword() {
  const { t } = useTranslation();
  const words = useProblemWords();
  const { me, typed, field, problem, state, submit } = useChange();
  const score = strength(typed.password, [me.name, me.email.split("@")[0] ?? ""]);
  return (
    <section aria-labelledby="profile-password">
      <h2 id="profile-password">{t("field.password")}</h2>
      <p className={css.about}>{t("profile.password_about")}</p>
      <form className={css.password} onSubmit={(event) => void submit(event)}>
        <input type="text" name="username" autoComplete="username" value={me.email} readOnly hidden />
        <Password
          id="own-password"
          label={t("profile.present_password")}
          autoComplete="current-password"
          required
          {...field("present_password")}
        />
        <div>
          <Password
            label={t("operators.field.new_password")}
            autoComplete="new-password"
            minLength={SHORTEST}
            required
            {...field("password")}
          />
          <Meter password={typed.password} score={score} />
        </div>
        <div className={css.go}>
          <Button type="submit" loading={state === "saving"}>
            {t("profile.change_password")}
          </Button>
          {state === "saved" && <p>{t("profile.password_changed")}</p>}
          {problem && Object.keys(problem.fields).length === 0 && (
            <p className={css.problem} role="alert">
              {words(problem)}
            </p>
          )}
        </div>
      </form>
    </section>
  );
}
