/** A plugin in the list. */
import { ActionIcon, Button } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useId, useState } from "react";
import type { PluginRow } from "../api/types";
import { useTranslation } from "../texts/useTranslation";
import { KindBadge, PluginTile } from "./KindBadge";
import { hasMore } from "./looks";
import css from "./PluginRowView.module.css";
import { PluginSwitch } from "./PluginSwitch";
import { StateWords } from "./StateWords";
import { TroubleBody } from "./TroubleBody";
import { useSwitching, type SwitchingPlugin } from "./useSwitching";

/** What one can press about the trouble itself. */
export function TroubleAction({ row, by }: { row: PluginRow; by: SwitchingPlugin }) {
  const { t } = useTranslation();
  if (row.state !== "failed") return null;
  return (
    <p className={css.action}>
      <Button size="xs" onClick={() => by.go(true)}>
        {t("plugins.again")}
      </Button>
    </p>
  );
}

function ToPage({ row }: { row: PluginRow }) {
  const { t } = useTranslation();
  if (row.state !== "needs_auth" && row.state !== "active") return null;
  return (
    <p className={css.action}>
      <Link to="/settings/plugins/$name" params={{ name: row.name }} className={css.link}>
        {t("plugins.to_settings")}
      </Link>
    </p>
  );
}

export function PluginRowView({ row }: { row: PluginRow }) {
  const { t } = useTranslation();
  const by = useSwitching(row);
  const body = useId();
  const [opened, setOpened] = useState(false);
  const more = hasMore(row) || row.state === "failed";
  return (
    <li>
      <div className={css.row} data-row>
        <PluginTile plugin={row} />
        <div className={css.name}>
          <p className={css.title}>
            <Link to="/settings/plugins/$name" params={{ name: row.name }} title={row.title} data-row-link>
              {row.title}
            </Link>
            <KindBadge kinds={row.kinds} />
          </p>
          <p className={css.description} title={row.description}>
            {row.description}
          </p>
        </div>
        <div className={css.version}>
          <b>{row.version}</b>
          <span title={row.author}>{row.bundled ? t("product") : row.author}</span>
        </div>
        <div className={css.state}>
          <StateWords row={row} switching={by.switching} />
        </div>
        {more ? (
          <ActionIcon
            className={css.more}
            size={28}
            aria-label={t("plugins.more", { name: row.title })}
            aria-expanded={opened}
            aria-controls={body}
            onClick={() => setOpened(!opened)}
          >
            <IconChevronDown size={16} />
          </ActionIcon>
        ) : (
          <span className={css.more} />
        )}
        <PluginSwitch row={row} by={by} />
      </div>
      {more && (
        <div id={body} className={css.body} hidden={!opened}>
          {row.trouble && (
            <TroubleBody trouble={row.trouble}>
              <TroubleAction row={row} by={by} />
              <ToPage row={row} />
            </TroubleBody>
          )}
          {!row.trouble && <TroubleAction row={row} by={by} />}
        </div>
      )}
    </li>
  );
}
