/** The week as it is being changed. */
import { useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { asProblem, type Problem } from "../api/problem";
import { saveHours } from "../api/settingsCalls";
import { hoursQuery } from "../api/settingsQueries";
import type { Hours, Stretch } from "../api/types";
import type { Phase } from "../forms/useForm";
import { days, flawsOf, same, shown, sorted } from "./week";

const SAID_MS = 2000;

export function useWeek(hours: Hours) {
  const cache = useQueryClient();
  const [draft, setDraft] = useState<Stretch[] | null>(null);
  const [phase, setPhase] = useState<Phase>("editing");
  const [problem, setProblem] = useState<Problem | null>(null);
  const stored = useMemo(() => shown(hours.stretches), [hours.stretches]);
  const stretches = draft ?? stored;
  const flaws = useMemo(() => flawsOf(stretches), [stretches]);
  const of = (all: Stretch[], day: number) => all.filter((one) => one.day === day);
  const changed = draft === null ? 0 : days.filter((day) => !same(of(stored, day), of(draft, day))).length;

  async function save(): Promise<void> {
    if (flaws.size > 0) return;
    setPhase("saving");
    setProblem(null);
    try {
      const answered = await saveHours(sorted(stretches));
      cache.setQueryData(hoursQuery.queryKey, answered);
      setDraft(null);
      setPhase("saved");
      setTimeout(() => setPhase((now) => (now === "saved" ? "editing" : now)), SAID_MS);
    } catch (error) {
      setPhase("editing");
      setProblem(asProblem(error));
    }
  }

  return {
    stretches,
    flaws,
    changed,
    phase,
    problem,
    change: (to: Stretch[]) => {
      setDraft(to);
      setPhase("editing");
      setProblem(null);
    },
    reset: () => {
      setDraft(null);
      setProblem(null);
    },
    save: () => void save(),
  };
}
export type Week = ReturnType<typeof useWeek>;
