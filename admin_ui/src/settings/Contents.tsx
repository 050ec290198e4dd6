/** On a phone the settings begin with their contents; elsewhere these stand beside the page. */
import { Navigate, useNavigate } from "@tanstack/react-router";
import { ActionIcon } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { usePhone } from "../shell/media";
import { NavigationContent } from "./Navigation";
import nav from "./Navigation.module.css";
import css from "./Page.module.css";

export function Contents() {
  const { t } = useTranslation();
  const phone = usePhone();
  const navigate = useNavigate();
  if (!phone) return <Navigate to="/settings/plugins" replace />;
  return (
    <>
      <div className={css.top}>
        <ActionIcon size={44} aria-label={t("settings.to_chats")} onClick={() => void navigate({ to: "/" })}>
          <IconArrowLeft size={20} />
        </ActionIcon>
        <h1>{t("settings.label")}</h1>
      </div>
      <nav className={nav.list} aria-label={t("settings.label")}>
        <NavigationContent />
      </nav>
    </>
  );
}
