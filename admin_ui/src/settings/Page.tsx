/** A page of the settings: its title, one sentence, at most one action, and what it is about. */
import { ActionIcon } from "@mantine/core";
import { IconArrowLeft, IconChevronLeft } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { usePhone } from "../shell/media";
import { useTranslation } from "../texts/useTranslation";
import css from "./Page.module.css";

interface Props {
  title: string;
  lead?: ReactNode;
  /** The page one came from; without it that is the contents. */
  back?: { to: "/settings/plugins"; label: string };
  /** In place of title and lead where there is room. */
  head?: ReactNode;
  /** At most one, at the right of the title. */
  action?: ReactNode;
  children: ReactNode;
}

interface PhoneProps {
  title: string;
  to: "/settings" | "/settings/plugins";
  action: ReactNode;
}

function PhoneTitle({ title, to, action }: PhoneProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <div className={css.top}>
      <ActionIcon size={44} aria-label={t("settings.back")} onClick={() => void navigate({ to })}>
        <IconArrowLeft size={20} />
      </ActionIcon>
      <h1>{title}</h1>
      {action}
    </div>
  );
}

export function Page({ title, lead, back, head, action, children }: Props) {
  const phone = usePhone();
  if (phone)
    return (
      <>
        <PhoneTitle title={title} to={back?.to ?? "/settings"} action={action} />
        <div className={css.in}>
          {head ?? (lead && <p className={css.lead}>{lead}</p>)}
          {children}
        </div>
      </>
    );
  return (
    <div className={css.in}>
      {back && (
        <Link to={back.to} className={css.back}>
          <IconChevronLeft size={16} aria-hidden />
          {back.label}
        </Link>
      )}
      {head ?? (
        <header className={css.head}>
          <h1>{title}</h1>
          {lead && <p className={css.lead}>{lead}</p>}
          {action && <div className={css.action}>{action}</div>}
        </header>
      )}
      {children}
    </div>
  );
}
