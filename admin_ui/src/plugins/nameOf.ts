/** What an instance is called. Pure. */
import type { Instance, Provider } from "../api/types";

/** A name that the server gave, which says nothing to people. */
export const isGiven = (name: string, provider: string) => name === "" || name === "default" || name === provider;

export function nameOf({ name, provider }: Instance, providers: readonly Provider[]): string {
  const title = providers.find((one) => one.name === provider)?.title;
  return isGiven(name, provider) && title !== undefined ? title : name;
}
