/** Which operators are shown, as the address says. Pure. */
import type { Chosen, Operator } from "../api/types";

export interface OperatorSearch {
  find?: string;
  role?: string;
  /** Without those who are offline. */
  here?: true;
  /** Who is open beside the list. */
  operator?: number | "new";
}

export const roles = ["owner", "administrator", "operator"] as const;
export type Role = (typeof roles)[number];

export const roleOf = ({ owner, administrator }: Pick<Operator, "owner" | "administrator">): Role =>
  owner ? "owner" : administrator ? "administrator" : "operator";

export interface Present extends Operator {
  state: Chosen;
}

const has = (text: string, sought: string) => text.toLocaleLowerCase().includes(sought.trim().toLocaleLowerCase());

export function matches(operator: Present, { find = "", role, here }: OperatorSearch): boolean {
  if (role !== undefined && roleOf(operator) !== role) return false;
  if (here && operator.state === "offline") return false;
  return [operator.name, operator.display_name, operator.email].some((text) => has(text, find));
}

export const byName = (language: string) => (a: Operator, b: Operator) =>
  a.name.localeCompare(b.name, language) || a.id - b.id;
