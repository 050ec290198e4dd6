/** How the state of a plugin looks: shape, colour, words. Pure. */
import type { PluginRow } from "../api/types";

type Kind = PluginRow["kinds"][number];

export type Shape =
  "ok" | "ring" | "loader" | "octagon" | "plug" | "key" | "triangle" | "again" | "lock" | "circle";
export type Tone = "ok" | "off" | "wait" | "warn" | "err";

export interface Look {
  shape: Shape;
  tone: Tone;
  /** Key of the words, under `plugins.state`. */
  words: PluginRow["state"] | "partly" | "not_on" | "not_off" | "slow";
}

const looks: Record<PluginRow["state"], Look> = {
  incompatible: { shape: "plug", tone: "err", words: "incompatible" },
  broken: { shape: "octagon", tone: "err", words: "broken" },
  disabled: { shape: "ring", tone: "off", words: "disabled" },
  starting: { shape: "loader", tone: "wait", words: "starting" },
  active: { shape: "ok", tone: "ok", words: "active" },
  retrying: { shape: "again", tone: "wait", words: "retrying" },
  needs_auth: { shape: "key", tone: "warn", words: "needs_auth" },
  failed: { shape: "octagon", tone: "err", words: "failed" },
  stopping: { shape: "loader", tone: "wait", words: "stopping" },
  safe_mode: { shape: "lock", tone: "off", words: "safe_mode" },
};

export type Silence = "short" | "ring" | "long";

export interface Switching {
  /** What was asked for and not answered yet. */
  to: boolean | null;
  /** For how long nothing has been heard of it. */
  silence: Silence;
  /** The last refusal: what was asked for, and why not. */
  refused: { to: boolean; why: string } | null;
}

export const onTheWay = ({ state }: PluginRow) => state === "starting" || state === "stopping";

export function lookOf(row: PluginRow, { to, silence, refused }: Switching): Look {
  if (refused) return { shape: "circle", tone: "err", words: refused.to ? "not_on" : "not_off" };
  if (silence === "long") return { shape: "loader", tone: "wait", words: "slow" };
  if (to !== null && silence === "ring") return looks[to ? "starting" : "stopping"];
  if (row.state === "active" && row.trouble !== null) return { shape: "triangle", tone: "warn", words: "partly" };
  return looks[row.state];
}

/** Whether the row has more to say than fits in it. */
export const hasMore = ({ trouble }: PluginRow) =>
  trouble !== null && (trouble.detail !== "" || trouble.steps.length > 0 || trouble.trace !== null);

export type InstanceWord = "placements" | "connections" | "policies" | "strategies" | "flows" | "variants";

const wordOf: Record<Kind, InstanceWord> = {
  channel: "connections",
  distribution: "strategies",
  rating: "flows",
  sla: "policies",
  other: "connections",
};

/** What the instances of a plugin are called: by their kinds where they are known, else by those it could have. */
export function instanceWord(
  { name, kinds }: Pick<PluginRow, "name" | "kinds">,
  instances: readonly { kind: Kind }[] = [],
): InstanceWord {
  if (name === "webchat") return "placements";
  const words = new Set((instances.length > 0 ? instances.map(({ kind }) => kind) : kinds).map((kind) => wordOf[kind]));
  const [word] = words;
  return words.size > 1 ? "variants" : (word ?? "connections");
}
