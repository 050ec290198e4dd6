/** Time zones with names that people know. Pure but for the list, which the browser gives. */

import { russianCities } from "./russianCities";

interface Zone {
  value: string;
  label: string;
}

const part = (language: string, zone: string, name: "shortGeneric" | "shortOffset", at: Date) =>
  new Intl.DateTimeFormat(language, { timeZone: zone, timeZoneName: name })
    .formatToParts(at)
    .find(({ type }) => type === "timeZoneName")?.value ?? "";

const offset = (zone: string, at: Date) => part("en", zone, "shortOffset", at).replace("GMT", "UTC").replace("-", "−");

const cityOf = (zone: string) => (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");

/** In Russian "Москва", "Германия", in English the city. */
export function nameOf(language: string, zone: string, at: Date): string {
  if (language !== "ru") return cityOf(zone);
  const known = russianCities[zone] ?? part(language, zone, "shortGeneric", at);
  return /^[А-ЯЁ]/.test(known) ? known : cityOf(zone);
}

export const hereZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

export function zonesIn(language: string, at: Date): Zone[] {
  const all = [...new Set([...Intl.supportedValuesOf("timeZone"), hereZone(), "UTC"])];
  const names = all.map((zone) => nameOf(language, zone, at));
  const shared = new Set(names.filter((name, i) => names.indexOf(name) !== i));
  return all
    .map((zone, i) => {
      const name = names[i] ?? zone;
      const city = cityOf(zone);
      return {
        value: zone,
        label: `${name}${shared.has(name) && name !== city ? ` (${city})` : ""}, ${offset(zone, at)}`,
      };
    })
    .sort((a, b) => a.label.localeCompare(b.label, language));
}
