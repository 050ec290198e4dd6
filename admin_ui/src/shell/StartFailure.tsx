/** The console could not start: the server does not answer. */
import type { ErrorComponentProps } from "@tanstack/react-router";
import css from "./StartFailure.module.css";
import { Failure } from "./Failure";
import { Logo } from "./Logo";

export function StartFailure({ error }: ErrorComponentProps) {
  return (
    <main className={css.page}>
      <Logo size={48} />
      <Failure error={error} retry={() => location.reload()} />
    </main>
  );
}
