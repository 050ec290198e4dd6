/** The pages of the settings, and where they stand in the navigation. */

export const pages = [
  { name: "hours", to: "/settings/hours", group: "company" },
  { name: "rules", to: "/settings/rules", group: "talk" },
  { name: "plugins", to: "/settings/plugins", group: null },
] as const;

export type SettingsPage = (typeof pages)[number];
