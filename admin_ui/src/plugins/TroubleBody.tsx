/** What is wrong, in plain words, what to do about it step by step, and the trace for whoever wrote the plugin. */
import { IconChevronRight } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Trouble } from "../api/types";
import { CopyButton } from "../shell/CopyButton";
import { useTranslation } from "../texts/useTranslation";
import css from "./TroubleBody.module.css";

export function Command({ text }: { text: string }) {
  return (
    <span className={css.command}>
      <code>{text}</code>
      <CopyButton text={text} icon />
    </span>
  );
}

export function Trace({ text }: { text: string }) {
  const { t } = useTranslation();
  return (
    <details className={css.trace}>
      <summary>
        <IconChevronRight size={16} aria-hidden />
        {t("plugins.trace")}
      </summary>
      {/* Long lines scroll, also by the keyboard. */}
      <pre tabIndex={0} aria-label={t("plugins.trace")} role="region">
        {text}
      </pre>
    </details>
  );
}

export function TroubleBody({ trouble, children }: { trouble: Trouble; children?: ReactNode }) {
  return (
    <>
      {trouble.detail !== "" && <p className={css.detail}>{trouble.detail}</p>}
      {trouble.steps.length > 0 && (
        <ol className={css.steps}>
          {trouble.steps.map(({ text, command }) => (
            <li key={text}>
              <span>{text}</span>
              {command !== null && <Command text={command} />}
            </li>
          ))}
        </ol>
      )}
      {children}
      {trouble.trace !== null && <Trace text={trouble.trace} />}
    </>
  );
}
