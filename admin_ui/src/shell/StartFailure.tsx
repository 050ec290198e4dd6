/** The console could not start: the server does not answer, or its database does not; then the console starts once it can. */
import { useRouter, type ErrorComponentProps } from "@tanstack/react-router";
import { useEffect } from "react";
import { asProblem } from "../api/problem";
import css from "./StartFailure.module.css";
import { Failure } from "./Failure";
import { Logo } from "./Logo";

const RETRY_MS = 2000;

export function StartFailure({ error }: ErrorComponentProps) {
  const router = useRouter();
  const passing = asProblem(error).status === 503;
  useEffect(() => {
    if (!passing) return;
    const timer = setInterval(() => void router.invalidate(), RETRY_MS);
    return () => clearInterval(timer);
  }, [passing, router]);
  return (
    <main className={css.page}>
      <Logo size={48} />
      <Failure error={error} retry={() => location.reload()} />
    </main>
  );
}
