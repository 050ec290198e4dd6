/** A form in progress: what was typed over what is stored, what is wrong with it, and how saving went. */
import { useMemo, useRef, useState } from "react";
import { asProblem, type Problem } from "../api/problem";
import type { Field } from "./fields";
import { flawsOf, type Flaw } from "./problems";
import { changedNames, withValue, type Values } from "./values";

export interface Stored {
  values: Values;
  version: number;
  /** Secrets that are stored → since when. */
  secrets: Readonly<Record<string, string>>;
}

interface Setup {
  fields: Field[];
  stored: Stored;
  /** Throws a `Problem` if the server refuses. */
  send: (values: Values, version: number) => Promise<unknown>;
}

export type Phase = "editing" | "saving" | "saved";
const SAID_MS = 2000;

/** What the server found wrong, until the field is changed. */
function useRefusals() {
  const [refusals, setRefusals] = useState<Readonly<Record<string, string>>>({});
  const forget = (path: string) =>
    setRefusals((now) =>
      Object.fromEntries(Object.entries(now).filter(([at]) => at !== path && !at.startsWith(`${path}.`))),
    );
  return { refusals, setRefusals, forget };
}

export function useForm({ fields, stored, send }: Setup) {
  const [draft, setDraft] = useState<Values | null>(null);
  const [phase, setPhase] = useState<Phase>("editing");
  const [problem, setProblem] = useState<Problem | null>(null);
  const [touched, setTouched] = useState<ReadonlySet<string> | "all">(new Set());
  const { refusals, setRefusals, forget } = useRefusals();
  // What is being changed is what was seen when the change began.
  const base = useRef(stored);
  if (draft === null) base.current = stored;

  const values = draft ?? base.current.values;
  const { secrets } = base.current;
  const flaws = useMemo(() => flawsOf(fields, values, new Set(Object.keys(secrets))), [fields, values, secrets]);
  const changed = draft === null ? [] : changedNames(base.current.values, draft);

  function reset(): void {
    setDraft(null);
    setPhase("editing");
    setProblem(null);
    setTouched(new Set());
    setRefusals({});
  }

  function set(path: string, to: unknown): void {
    setDraft((now) => withValue(now ?? base.current.values, path, to));
    setPhase("editing");
    forget(path);
  }

  /** Whether it is stored now. */
  async function save(): Promise<boolean> {
    setTouched("all");
    const [first] = [...flaws.keys(), ...Object.keys(refusals)];
    if (first !== undefined) return false;
    setPhase("saving");
    setProblem(null);
    try {
      await send(values, base.current.version);
    } catch (error) {
      const refused = asProblem(error);
      setPhase("editing");
      setRefusals(refused.fields);
      setProblem(refused);
      return false;
    }
    reset();
    setPhase("saved");
    setTimeout(() => setPhase((now) => (now === "saved" ? "editing" : now)), SAID_MS);
    return true;
  }

  const isTouched = (path: string) => touched === "all" || touched.has(path);
  return {
    fields,
    values,
    secrets,
    changed,
    phase,
    problem,
    /** Paths of what is known to be wrong and has been shown. */
    wrong: [...new Set([...[...flaws.keys()].filter(isTouched), ...Object.keys(refusals)])],
    flawAt: (path: string): Flaw | string | null =>
      refusals[path] ?? (isTouched(path) ? (flaws.get(path) ?? null) : null),
    touch: (path: string) => setTouched((now) => (now === "all" ? now : new Set(now).add(path))),
    refuse: (path: string, why: string) => setRefusals((now) => ({ ...now, [path]: why })),
    set,
    reset,
    save,
  };
}
export type Form = ReturnType<typeof useForm>;

/** How the element of a field is found. */
export const fieldId = (path: string) => `field-${path}`;
export function focusField(path: string): void {
  const parts = path.split(".");
  // A problem of something inside may belong to the whole list.
  for (let length = parts.length; length > 0; length--) {
    const element = document.getElementById(fieldId(parts.slice(0, length).join(".")));
    if (element) return element.focus();
  }
}
