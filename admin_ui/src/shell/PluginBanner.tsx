/** The website channel does not work: why, and how to turn it on. */
import { useQuery } from "@tanstack/react-query";
import { IconPlugConnectedX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { pluginsQuery } from "../api/queries";
import { CopyButton } from "./CopyButton";
import css from "./PluginBanner.module.css";

const COMMAND = "besedka plugins enable webchat";

export function PluginBanner() {
  const { t } = useTranslation();
  const { data } = useQuery({ ...pluginsQuery, retry: false });
  const webchat = data?.find(({ name }) => name === "webchat");
  if (data === undefined || webchat?.state === "active") return null;
  const state =
    webchat === undefined ? "missing" : webchat.enabled && webchat.state === "disabled" ? "waiting" : webchat.state;
  return (
    <section className={css.banner} role="status" aria-label={t("plugin.label")}>
      <IconPlugConnectedX size={20} aria-hidden />
      <p>
        <b>{t(`plugin.${state}`)}</b> {webchat?.error ?? t("plugin.effect")}
      </p>
      {state === "disabled" && (
        <span className={css.command}>
          {t("plugin.turn_on")}
          <code>{COMMAND}</code>
          <CopyButton text={COMMAND} icon />
          {t("plugin.restart")}
        </span>
      )}
    </section>
  );
}
