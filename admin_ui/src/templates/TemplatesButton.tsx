/** Opens the list of templates over the field, as "/" does. */
import { ActionIcon } from "@mantine/core";
import { IconSlash } from "@tabler/icons-react";
import { Hint } from "../shell/Hint";
import { names } from "../shell/keys";
import { useTranslation } from "../texts/useTranslation";

export function TemplatesButton({ open }: { open: () => void }) {
  const { t } = useTranslation();
  return (
    <Hint label={t("templates.insert")} keys={names.template}>
      <ActionIcon size={36} aria-label={t("templates.insert")} onClick={open}>
        <IconSlash size={20} />
      </ActionIcon>
    </Hint>
  );
}
