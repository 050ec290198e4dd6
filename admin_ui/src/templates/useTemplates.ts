/** The templates that one sees, and what is done to them: shown at once, corrected by the server's word. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { asProblem, type Problem } from "../api/problem";
import { templatesQuery } from "../api/settingsQueries";
import { addTemplates, arrangeTemplates, changeTemplate, removeTemplate } from "../api/templateCalls";
import type { Level, Template, TemplateList, TemplatePlace, TemplateWords } from "../api/types";
import { ofLevel } from "./groups";

const { queryKey } = templatesQuery;
const none: Template[] = [];

/** What the list will be once the server agrees to an order. */
function arranged(list: TemplateList, level: Level, places: readonly TemplatePlace[]): TemplateList {
  const known = new Map(list.items.map((one) => [one.id, one]));
  const ordered = places.flatMap(({ id, heading }) => {
    const one = known.get(id);
    return one ? [{ ...one, heading }] : [];
  });
  const others = list.items.filter((one) => one.level !== level);
  return { ...list, items: level === "global" ? [...ordered, ...others] : [...others, ...ordered] };
}

export function useTemplates() {
  const cache = useQueryClient();
  const query = useQuery(templatesQuery);
  const [problem, setProblem] = useState<Problem | null>(null);
  const put = (list: TemplateList) => cache.setQueryData(queryKey, list);

  /** Whether the server agreed; if not, the list is asked again and `problem` says why. */
  async function attempt(call: () => Promise<TemplateList>, hope?: (list: TemplateList) => TemplateList) {
    void cache.cancelQueries({ queryKey }, { revert: false });
    cache.setQueryData<TemplateList>(queryKey, (list) => list && (hope?.(list) ?? list));
    try {
      put(await call());
      setProblem(null);
      return true;
    } catch (error) {
      setProblem(asProblem(error));
      void cache.invalidateQueries({ queryKey });
      return false;
    }
  }

  const arrange = (level: Level, places: TemplatePlace[]) =>
    attempt(
      () => arrangeTemplates(level, places),
      (list) => arranged(list, level, places),
    );

  /** Back to where it stood, as far as that is still there. */
  async function restore(gone: Template, before: readonly TemplatePlace[]): Promise<void> {
    const { level, heading, title, text } = gone;
    await attempt(async () => {
      const now = ofLevel((await addTemplates(level, [{ heading, title, text }])).items, level);
      const again = now.at(-1)!.id;
      const old = before.map((place) => (place.id === gone.id ? { ...place, id: again } : place));
      const kept = old.filter(({ id }) => now.some((one) => one.id === id));
      const fresh = now.filter(({ id }) => !kept.some((place) => place.id === id));
      return arrangeTemplates(level, [...kept, ...fresh.map((one) => ({ id: one.id, heading: one.heading }))]);
    });
  }

  return {
    query,
    all: query.data?.items ?? none,
    problem,
    arrange,
    restore,
    remove: (id: number) =>
      attempt(
        () => removeTemplate(id),
        (list) => ({ ...list, items: list.items.filter((one) => one.id !== id) }),
      ),
    /** These two throw a `Problem`, for the form to show. */
    add: async (level: Level, items: TemplateWords[]) => void put(await addTemplates(level, items)),
    change: async (id: number, words: TemplateWords) => void put(await changeTemplate(id, words)),
  };
}
export type Templates = ReturnType<typeof useTemplates>;
