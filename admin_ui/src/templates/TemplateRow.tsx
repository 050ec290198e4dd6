/** One template in the list: a grip, its words, and what can be done with it. */
import { ActionIcon } from "@mantine/core";
import { IconGripVertical, IconPencil, IconTrash } from "@tabler/icons-react";
import { Marked } from "../search/Marked";
import type { Sorting } from "../settings/useSorting";
import { Hint } from "../shell/Hint";
import { useFormat } from "../texts/useFormat";
import { useTranslation } from "../texts/useTranslation";
import css from "./Templates.module.css";
import { nameOf, type Found } from "./groups";

export const editId = (id: number) => `edit-${id}`;

interface Props {
  found: Found;
  /** Null: only to be read. */
  can: { edit: () => void; remove: () => void } | null;
  sorting: Sorting | null;
}

export function TemplateRow({ found: { template, name, text }, can, sorting }: Props) {
  const { t } = useTranslation();
  const { quote } = useFormat();
  const called = quote(nameOf(template));
  return (
    <li className={css.row} data-template={template.id} data-lifted={sorting?.lifted === template.id || undefined}>
      {sorting && (
        <button
          type="button"
          className={css.grip}
          aria-label={t("templates.move", { name: called })}
          title={t("templates.move_hint")}
          {...sorting.grip(template.id)}
        >
          <IconGripVertical size={16} aria-hidden />
        </button>
      )}
      <div className={css.words} dir="auto">
        <p className={css.name} title={nameOf(template)}>
          <Marked text={nameOf(template)} spans={name} />
        </p>
        {template.title !== "" && (
          <p className={css.text} title={template.text}>
            <Marked text={template.text} spans={text} />
          </p>
        )}
      </div>
      {can && (
        <span className={css.tools}>
          <Hint label={t("templates.edit")}>
            <ActionIcon
              id={editId(template.id)}
              size={28}
              aria-label={t("templates.edit_what", { name: called })}
              onClick={can.edit}
              data-row-link
            >
              <IconPencil size={16} />
            </ActionIcon>
          </Hint>
          <Hint label={t("templates.remove")}>
            <ActionIcon size={28} aria-label={t("templates.remove_what", { name: called })} onClick={can.remove}>
              <IconTrash size={16} />
            </ActionIcon>
          </Hint>
        </span>
      )}
    </li>
  );
}
