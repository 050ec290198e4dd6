/** What an instance is called. Pure. */
import type { Instance, Provider } from "../api/types";

/** A name that the server gave, which says nothing to people. */
export const isGiven = (name: string, provider: string) => name === "" || name === "default" || name === provider;

/** Where an instance was given a name of its own, that comes first, and what it is an instance of follows. */
export const fullName = (name: string, { provider, title }: { provider: string; title: string }) =>
  name === title || isGiven(name, provider) ? title : `${name} · ${title}`;

export function nameOf({ name, provider }: Instance, providers: readonly Provider[]): string {
  const title = providers.find((one) => one.name === provider)?.title;
  return isGiven(name, provider) && title !== undefined ? title : name;
}
