/** The website's chat does not work: everybody should know, administrators can turn it on. */
import { IconPlugConnectedX } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useStore } from "../state/store";
import css from "./PluginBanner.module.css";
import { useSession } from "./session";

export function PluginBanner() {
  const { t } = useTranslation();
  const { me, live } = useSession();
  const off = useStore(live.feed.desk, (desk) => desk?.website === false);
  if (!off) return null;
  return (
    <section className={css.banner} role="status" aria-label={t("banner.label")}>
      <IconPlugConnectedX size={20} aria-hidden />
      <p>
        <b>{t("banner.off")}</b> {t("banner.effect")}
      </p>
      {me.administrator && (
        <Link to="/settings/plugins/$name" params={{ name: "webchat" }} className={css.link}>
          {t("banner.open")}
        </Link>
      )}
    </section>
  );
}
