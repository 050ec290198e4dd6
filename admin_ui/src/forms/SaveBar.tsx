/** Rises when something differs: how much was changed, what needs a look, save or undo. Leaving asks once. */
import { Button } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useBlocker } from "@tanstack/react-router";
import { useEffect, useRef, type ReactNode } from "react";
import { announce } from "../settings/announce";
import { Dialog } from "../shell/Dialog";
import dialog from "../shell/Ask.module.css";
import { useTranslation } from "../texts/useTranslation";
import css from "./SaveBar.module.css";
import type { Phase } from "./useForm";

interface Props {
  /** How many fields differ. */
  changed: number;
  /** Whether leaving would lose something; by default, if anything differs. */
  blocks?: boolean;
  phase: Phase;
  /** How many of them are wrong, and the way to the first. */
  wrong: number;
  toFirst: () => void;
  save: () => void;
  reset: () => void;
  /** Said in place of the number. */
  notice?: ReactNode;
  /** Name of the button; "Save" otherwise. */
  label?: string;
}

/** Leaving the page asks once, while something would be lost. */
export function Leaving({ dirty }: { dirty: boolean }) {
  const { t } = useTranslation();
  const blocker = useBlocker({
    shouldBlockFn: () => dirty,
    enableBeforeUnload: () => dirty,
    withResolver: true,
  });
  if (blocker.status !== "blocked") return null;
  return (
    <Dialog opened close={blocker.reset} label={t("form.leave.title")} place="centre">
      <div className={dialog.ask}>
        <h2>{t("form.leave.title")}</h2>
        <p>{t("form.leave.words")}</p>
        <div className={dialog.buttons}>
          <Button onClick={blocker.proceed}>{t("form.leave.do")}</Button>
          <Button variant="filled" onClick={blocker.reset}>
            {t("form.leave.stay")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function useSaveKey(save: (() => void) | null): void {
  const current = useRef(save);
  current.current = save;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.code !== "KeyS" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      event.preventDefault();
      current.current?.();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
}

export function SaveBar({ changed, blocks = changed > 0, phase, wrong, toFirst, save, reset, notice, label }: Props) {
  const { t } = useTranslation();
  const saving = phase === "saving";
  useSaveKey(changed > 0 && !saving ? save : null);
  useEffect(() => {
    if (phase === "saved") announce(t("saved"));
  }, [phase, t]);
  const shown = changed > 0 || phase === "saved";
  return (
    <>
      <Leaving dirty={blocks} />
      <div className={css.place}>
        {shown && (
          <div className={css.bar} data-saved={phase === "saved" || undefined}>
            {phase === "saved" ? (
              <p>
                <IconCheck size={16} aria-hidden />
                {t("saved")}
              </p>
            ) : (
              <>
                <p>
                  {notice ?? t("form.changed", { count: changed })}{" "}
                  {!notice && wrong > 0 && (
                    <button type="button" className={css.wrong} onClick={toFirst}>
                      {t(changed === 1 && wrong === 1 ? "form.wrong_it" : "form.wrong", { count: wrong })}
                    </button>
                  )}
                </p>
                <Button variant="subtle" onClick={reset}>
                  {t("form.undo")}
                </Button>
                <Button variant="filled" loading={saving} onClick={save}>
                  {label ?? t("save")}
                </Button>
              </>
            )}
          </div>
        )}
      </div>
    </>
  );
}
