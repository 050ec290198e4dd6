/** The name of an instance, which stands over its own fields. */
import { useMemo } from "react";
import type { TextField } from "../forms/fields";
import { useTranslation } from "../texts/useTranslation";

/** No setting of a plugin is called so: Python's names have no such characters. */
export const NAME = "@name";
const LONGEST = 64;

export function useNameField(): TextField {
  const { t } = useTranslation();
  return useMemo(
    () => ({
      kind: "text",
      name: NAME,
      title: t("plugins.name.title"),
      help: t("plugins.name.help"),
      unit: "",
      nullable: false,
      required: true,
      initial: "",
      long: false,
      format: "",
      shortest: 1,
      longest: LONGEST,
      pattern: null,
    }),
    [t],
  );
}

/** The name apart from the settings. */
export function apart({ [NAME]: name, ...values }: Readonly<Record<string, unknown>>) {
  return { name: typeof name === "string" ? name.trim() : "", values };
}
