/** Beside the button that sends: what else can be done with what is written. */
import { ActionIcon, Menu } from "@mantine/core";
import { IconBookmarkPlus, IconChevronDown } from "@tabler/icons-react";
import { lazy, Suspense, useEffect, useState } from "react";
import { useTranslation } from "../texts/useTranslation";
import css from "./Composer.module.css";
import type { Writing } from "./useComposer";

const SaveTemplate = lazy(() => import("../templates/SaveTemplate"));

export function SendMenu({ writing: { text, field } }: { writing: Writing }) {
  const { t } = useTranslation();
  const [saving, setSaving] = useState<string | null>(null);
  const isSaving = saving !== null;
  useEffect(() => {
    const back = field.current;
    return isSaving ? () => back?.focus() : undefined; // once the dialog has really gone
  }, [isSaving, field]);
  return (
    <>
      <Menu position="top-end">
        <Menu.Target>
          <ActionIcon
            variant="filled"
            className={css.more}
            disabled={text.trim() === ""}
            aria-label={t("composer.more")}
          >
            <IconChevronDown size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconBookmarkPlus size={16} />} onClick={() => setSaving(text.trim())}>
            {t("templates.save_this")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isSaving && (
        <Suspense>
          <SaveTemplate text={saving} close={() => setSaving(null)} />
        </Suspense>
      )}
    </>
  );
}
