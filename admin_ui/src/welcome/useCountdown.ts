/** How long one must still wait after too many attempts. */
import { useMemo } from "react";
import type { Problem } from "../api/problem";
import { useServerNow } from "../live/clock";
import { useFormat } from "../texts/useFormat";

const UNSAID_S = 30;

export function useCountdown(problem: Problem | null): string | null {
  const { duration } = useFormat();
  useServerNow(); // ticks
  const until = useMemo(() => problem && Date.now() + (problem.retryAfter ?? UNSAID_S) * 1000, [problem]);
  if (until === null) return null;
  const left = until - Date.now();
  return left > 0 ? duration(left + 999) : null;
}
