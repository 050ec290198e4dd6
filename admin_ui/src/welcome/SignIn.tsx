/** The sign-in page. */
import { Button, Checkbox, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Navigate, useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useEffect, useState, type FormEvent } from "react";
import { signIn } from "../api/calls";
import { asProblem, type Problem } from "../api/problem";
import { meQuery, setupQuery } from "../api/queries";
import { useProblemWords } from "../texts/useProblemWords";
import { useTranslation } from "../texts/useTranslation";
import { Frame } from "./Frame";
import { House } from "./House";
import { Password } from "./Password";
import css from "./SignIn.module.css";
import { tellOtherTabs, whenSignedInElsewhere } from "./tabs";
import { useCountdown } from "./useCountdown";

function useSignIn() {
  const cache = useQueryClient();
  const navigate = useNavigate();
  const { back } = useSearch({ from: "/login" });
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const enter = useCallback(() => navigate({ href: back ?? "/" }), [navigate, back]);

  useEffect(
    () =>
      whenSignedInElsewhere(() => {
        cache.clear();
        void enter();
      }),
    [cache, enter],
  );

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    try {
      const me = await signIn({
        email: String(form.get("email")).trim(),
        password: String(form.get("password")),
        remember: form.has("remember"),
      });
      cache.clear(); // whatever the last person saw is theirs
      cache.setQueryData(meQuery.queryKey, me);
      tellOtherTabs();
      await enter();
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  }
  return { submit, problem, busy };
}

function Refusal({ problem, left }: { problem: Problem; left: string | null }) {
  const { t } = useTranslation();
  const words = useProblemWords();
  if (problem.code === "too_many") return left === null ? null : <>{t("sign_in.throttled", { time: left })}</>;
  return <>{problem.code === "bad_credentials" ? t("sign_in.wrong") : words(problem)}</>;
}

export function SignIn() {
  const { t } = useTranslation();
  const { data: setup } = useQuery(setupQuery);
  const { submit, problem, busy } = useSignIn();
  const left = useCountdown(problem?.code === "too_many" ? problem : null);
  if (setup?.needs_owner) return <Navigate to="/welcome" />;
  return (
    <Frame>
      <House>
        <main>
          <form className={css.card} onSubmit={(event) => void submit(event)}>
            <h1>{t("sign_in.title")}</h1>
            <TextInput
              name="email"
              type="email"
              label={t("field.email")}
              autoComplete="username"
              required
              withAsterisk={false}
              autoFocus
            />
            <Password name="password" label={t("field.password")} autoComplete="current-password" required />
            <Checkbox
              name="remember"
              size="18px"
              defaultChecked
              label={t("sign_in.remember")}
              description={t("sign_in.remember_help")}
              color="var(--accent)"
              iconColor="var(--on-accent)"
              classNames={{ input: css.box, label: css.boxLabel, description: css.help }}
            />
            {problem && (problem.code !== "too_many" || left !== null) && (
              <p className={css.problem} role="alert">
                <Refusal problem={problem} left={left} />
              </p>
            )}
            <Button
              type="submit"
              variant="filled"
              className={css.submit}
              fullWidth
              loading={busy}
              disabled={left !== null}
            >
              {t("sign_in.do")}
            </Button>
          </form>
        </main>
      </House>
    </Frame>
  );
}
