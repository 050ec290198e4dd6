/** The switch of a plugin. Before open work is touched it says what will become of it. */
import { Button, Popover } from "@mantine/core";
import { useEffect, useId, useRef } from "react";
import type { PluginRow } from "../api/types";
import { Knob } from "../shell/Switch";
import { useTranslation } from "../texts/useTranslation";
import words from "../theme/words.module.css";
import css from "./PluginSwitch.module.css";
import type { SwitchingPlugin } from "./useSwitching";

interface Props {
  row: PluginRow;
  by: SwitchingPlugin;
}

function WhenOff({ row, by }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <p className={css.question}>{t("plugins.off.title", { name: row.title })}</p>
      <ul className={css.what}>
        {by.asks?.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <div className={css.buttons}>
        <Button size="xs" variant="subtle" onClick={by.leave}>
          {t("plugins.off.leave")}
        </Button>
        <Button size="xs" variant="filled" onClick={() => by.go(false)} data-autofocus>
          {t("plugins.off.do")}
        </Button>
      </div>
    </>
  );
}

function Question({ row, by }: Props) {
  const { t } = useTranslation();
  return (
    <Popover
      opened
      onChange={(opened) => !opened && by.leave()}
      position="bottom-end"
      width={320}
      offset={6}
      shadow="none"
      withinPortal={false}
      trapFocus
      withRoles={false}
      classNames={{ dropdown: css.popover }}
    >
      <Popover.Target>
        <span className={css.anchor} />
      </Popover.Target>
      <Popover.Dropdown role="dialog" aria-label={t("plugins.off.title", { name: row.title })}>
        <WhenOff row={row} by={by} />
      </Popover.Dropdown>
    </Popover>
  );
}

/** After the question the focus goes back to the switch, unless it has gone elsewhere. */
function useFocusBack(asking: boolean) {
  const place = useRef<HTMLSpanElement>(null);
  const asked = useRef(false);
  useEffect(() => {
    const lost = document.activeElement === null || document.activeElement === document.body;
    if (asked.current && !asking && lost) place.current?.querySelector<HTMLElement>("[role=switch]")?.focus();
    asked.current = asking;
  }, [asking]);
  return place;
}

export function PluginSwitch({ row, by }: Props) {
  const { t } = useTranslation();
  const reason = useId();
  const place = useFocusBack(by.asks !== null);
  const locked = row.locked !== null;
  return (
    <span className={css.place} ref={place}>
      <Knob
        label={t("plugins.switch", { name: row.title })}
        on={by.on}
        change={by.flip}
        busy={by.busy && !locked}
        locked={locked}
        describedBy={locked ? reason : undefined}
      />
      {by.asks !== null && <Question row={row} by={by} />}
      {locked && (
        <span id={reason} className={words.unseen}>
          {row.locked}
        </span>
      )}
    </span>
  );
}
