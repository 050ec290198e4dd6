/** On a phone the settings begin with their contents; elsewhere these stand beside the page. */
import { Navigate, useNavigate } from "@tanstack/react-router";
import { ActionIcon } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { usePhone } from "../shell/media";
import { useSession } from "../shell/session";
import { useTranslation } from "../texts/useTranslation";
import { NavigationContent } from "./Navigation";
import nav from "./Navigation.module.css";
import css from "./Page.module.css";
import { usePages } from "./pages";

export function Contents() {
  const { t } = useTranslation();
  const phone = usePhone();
  const { me } = useSession();
  const [first] = usePages();
  const navigate = useNavigate();
  if (!phone) return <Navigate to={me.administrator ? "/settings/plugins" : first!.to} replace />;
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
