/** The website's chat does not work: everybody should know, administrators can turn it on. */
import { Button } from "@mantine/core";
import { IconPlugConnectedX } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { asProblem } from "../api/problem";
import { switchPlugin } from "../api/settingsCalls";
import { useStore } from "../state/store";
import { useProblemWords } from "../texts/useProblemWords";
import { useTranslation } from "../texts/useTranslation";
import css from "./PluginBanner.module.css";
import { useSession } from "./session";
import { tell } from "./tell";

const WEBSITE = "webchat";

/** Once it is on, the server says so to every console, and the banner goes. */
function TurnOn() {
  const { t } = useTranslation();
  const words = useProblemWords();
  const [busy, setBusy] = useState(false);
  async function turnOn(): Promise<void> {
    setBusy(true);
    try {
      const { trouble } = await switchPlugin(WEBSITE, true);
      if (trouble !== null) tell({ text: trouble.summary });
    } catch (error) {
      tell({ text: words(asProblem(error)) });
    }
    setBusy(false);
  }
  return (
    <Button size="xs" loading={busy} onClick={() => void turnOn()}>
      {t("banner.turn_on")}
    </Button>
  );
}

export function PluginBanner() {
  const { t } = useTranslation();
  const { me, live } = useSession();
  const off = useStore(live.feed.desk, (desk) => desk?.website === false);
  if (!off) return null;
  return (
    <section className={css.banner} role="status" aria-label={t("banner.label")}>
      <IconPlugConnectedX size={20} aria-hidden />
      <p>
        <b>{t("banner.off")}</b> {t("banner.effect")} {!me.administrator && t("banner.ask")}
      </p>
      {me.administrator && (
        <>
          <Link to="/settings/plugins/$name" params={{ name: WEBSITE }} className={css.link}>
            {t("banner.open")}
          </Link>
          <TurnOn />
        </>
      )}
    </section>
  );
}
