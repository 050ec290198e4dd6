/** The pages of the settings, where they stand in the navigation, what is on them, and who may open them. */
import { useSession } from "../shell/session";

export const pages = [
  {
    name: "profile",
    to: "/settings/profile",
    group: "me",
    everybody: true,
    fields: [
      { label: "operators.field.name", at: "field-name" },
      { label: "operators.field.display_name", at: "field-display_name" },
      { label: "profile.present_password", at: "own-password" },
    ],
  },
  {
    name: "company",
    to: "/settings/company",
    group: "company",
    everybody: false,
    fields: [
      { label: "field.company", at: "field-name" },
      { label: "field.language", at: "field-language" },
      { label: "field.zone", at: "field-zone" },
    ],
  },
  { name: "hours", to: "/settings/hours", group: "company", everybody: false, fields: [] },
  { name: "operators", to: "/settings/operators", group: "people", everybody: false, fields: [] },
  { name: "statuses", to: "/settings/statuses", group: "talk", everybody: false, fields: [] },
  {
    name: "rules",
    to: "/settings/rules",
    group: "talk",
    everybody: false,
    fields: [
      { label: "rules.strategy.title", at: "rules-strategy" },
      { label: "rules.limit.title", at: "field-chat_limit" },
      { label: "rules.flow.title", at: "rules-flow" },
    ],
  },
  { name: "templates", to: "/settings/templates", group: "talk", everybody: true, fields: [] },
  { name: "plugins", to: "/settings/plugins", group: null, everybody: false, fields: [] },
] as const;

export type SettingsPage = (typeof pages)[number];

/** Whether the page is for more than administrators. */
export const openToAll = (path: string): boolean =>
  path.replace(/\/$/, "") === "/settings" || pages.some(({ to, everybody }) => everybody && path.startsWith(to));

/** Those that I may open. */
export function usePages(): readonly SettingsPage[] {
  const { me } = useSession();
  return me.administrator ? pages : pages.filter(({ everybody }) => everybody);
}
