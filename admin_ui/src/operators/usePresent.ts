/** The operators with the presence of this moment, by name. */
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { WORK_MS } from "../api/peopleQueries";
import { operatorsQuery } from "../api/queries";
import type { Chosen } from "../api/types";
import { useSession } from "../shell/session";
import { useStore } from "../state/store";
import { useLanguage } from "../texts/useLanguage";
import { byName, type Present } from "./search";

export function usePresent(): Present[] | undefined {
  const { live } = useSession();
  const language = useLanguage();
  const { data } = useQuery({ ...operatorsQuery, refetchInterval: WORK_MS });
  const team = useStore(live.feed.team, (now) => now);
  return useMemo(() => {
    const states = new Map(team?.map(({ id, state }) => [id, state]));
    return data?.items
      .map((one) => ({ ...one, state: (states.get(one.id) ?? one.state) as Chosen }))
      .sort(byName(language));
  }, [data, team, language]);
}
