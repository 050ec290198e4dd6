/** Switching a plugin: seen at once, corrected by the server's word; asks first only if open work would be touched. */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { asProblem } from "../api/problem";
import { switchPlugin } from "../api/settingsCalls";
import { pluginQuery, pluginsQuery } from "../api/settingsQueries";
import type { PluginRow } from "../api/types";
import { announce } from "../settings/announce";
import { useProblemWords } from "../texts/useProblemWords";
import { useTranslation } from "../texts/useTranslation";
import { onTheWay, type Silence, type Switching } from "./looks";

const RING_MS = 2000;
const LONG_MS = 10_000;

function useSilence(waiting: boolean): Silence {
  const [silence, setSilence] = useState<Silence>("short");
  useEffect(() => {
    setSilence("short");
    if (!waiting) return;
    const timers = [setTimeout(() => setSilence("ring"), RING_MS), setTimeout(() => setSilence("long"), LONG_MS)];
    return () => timers.forEach(clearTimeout);
  }, [waiting]);
  return waiting ? silence : "short";
}

/** Puts the row wherever the plugin is shown. */
function usePutRow() {
  const cache = useQueryClient();
  return (row: PluginRow) => {
    cache.setQueryData(
      pluginsQuery.queryKey,
      (list) => list && { ...list, items: list.items.map((item) => (item.name === row.name ? row : item)) },
    );
    cache.setQueryData(pluginQuery(row.name).queryKey, (page) => page && { ...page, plugin: row });
  };
}

export function useSwitching(row: PluginRow) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const words = useProblemWords();
  const putRow = usePutRow();
  const [to, setTo] = useState<boolean | null>(null);
  const [refused, setRefused] = useState<Switching["refused"]>(null);
  const [asks, setAsks] = useState<string[] | null>(null);
  const attempt = useRef(0);
  const silence = useSilence(asks === null && (to !== null || onTheWay(row)));

  async function go(on: boolean): Promise<void> {
    const mine = ++attempt.current;
    setAsks(null);
    setRefused(null);
    setTo(on);
    // What an older answer would say is no longer true.
    await cache.cancelQueries({ queryKey: pluginsQuery.queryKey });
    try {
      const answered = await switchPlugin(row.name, on);
      if (mine !== attempt.current) return;
      putRow(answered);
      announce(`${row.title}: ${t(`plugins.state.${answered.state}`, { time: "" }).trim()}`);
    } catch (error) {
      if (mine !== attempt.current) return;
      const why = words(asProblem(error));
      setRefused({ to: on, why });
      announce(`${row.title}: ${t(on ? "plugins.state.not_on" : "plugins.state.not_off")}. ${why}`);
    }
    setTo(null);
    void cache.invalidateQueries({ queryKey: pluginQuery(row.name).queryKey });
  }

  async function flip(on: boolean): Promise<void> {
    if (on) return go(true);
    const mine = ++attempt.current;
    setRefused(null);
    setTo(false);
    const page = await cache.fetchQuery({ ...pluginQuery(row.name), staleTime: 0 }).catch(() => null);
    if (mine !== attempt.current) return;
    if (page === null || page.when_off.length === 0) return go(false);
    setAsks(page.when_off);
  }

  function leave(): void {
    attempt.current += 1;
    setAsks(null);
    setTo(null);
  }

  return {
    on: to ?? row.enabled,
    switching: { to, silence, refused } satisfies Switching,
    busy: onTheWay(row) || (to !== null && silence !== "short"),
    asks,
    flip: (on: boolean) => void flip(on),
    go: (on: boolean) => void go(on),
    leave,
  };
}
export type SwitchingPlugin = ReturnType<typeof useSwitching>;
