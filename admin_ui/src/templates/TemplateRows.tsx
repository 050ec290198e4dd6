/** The templates of one level under their headings; the one being written stands among them as a form. */
import { Fragment, useMemo } from "react";
import type { Level, Template } from "../api/types";
import { tell } from "../shell/tell";
import { useFormat } from "../texts/useFormat";
import { useTranslation } from "../texts/useTranslation";
import { find, headingsOf, moveHeading, nameOf, ofLevel, placesOf, rename, type Group } from "./groups";
import { HeadingRow } from "./HeadingRow";
import { TemplateForm } from "./TemplateForm";
import { editId, TemplateRow } from "./TemplateRow";
import css from "./Templates.module.css";
import { useSorting } from "./useSorting";
import type { Templates } from "./useTemplates";

interface Props {
  templates: Templates;
  level: Level;
  sought: string;
  mayEdit: boolean;
  editing: number | null;
  edit: (id: number | null) => void;
}

export function TemplateRows({ templates, level, sought, mayEdit, editing, edit }: Props) {
  const { t } = useTranslation();
  const { quote } = useFormat();
  const all = useMemo(() => ofLevel(templates.all, level), [templates.all, level]);
  const seeking = sought.trim() !== "";
  const found = new Map(find(all, sought).map((one) => [one.template.id, one]));
  const arrange = (groups: Group[]) => void templates.arrange(level, placesOf(groups));
  const sorting = useSorting(all, arrange);
  const groups = sorting.order;
  const headings = headingsOf(all);

  async function remove(template: Template): Promise<void> {
    const before = placesOf(groups);
    const gone = templates.remove(template.id);
    document.getElementById("add-template")?.focus();
    if (!(await gone)) return;
    const action = { label: t("templates.bring_back"), run: () => void templates.restore(template, before) };
    tell({ text: t("templates.removed", { name: quote(nameOf(template)) }), calm: true, action });
  }

  const close = (id: number) => {
    edit(null);
    requestAnimationFrame(() => document.getElementById(editId(id))?.focus());
  };
  const headingCan = (group: Group, at: number) => ({
    rename: (to: string) => arrange(rename(groups, group.heading, to)),
    up: at > 0 && groups[at - 1]!.heading !== "" ? () => arrange(moveHeading(groups, group.heading, -1)) : null,
    down: at < groups.length - 1 ? () => arrange(moveHeading(groups, group.heading, 1)) : null,
  });

  return (
    <ul className={css.card} data-sorting={sorting.lifted !== null || undefined}>
      {groups.map((group, at) => {
        const shown = group.items.filter(({ id }) => found.has(id));
        if (shown.length === 0) return null;
        return (
          <Fragment key={group.heading}>
            {group.heading !== "" && (
              <HeadingRow group={group} sought={sought} can={mayEdit && !seeking ? headingCan(group, at) : null} />
            )}
            {shown.map((template) =>
              editing === template.id ? (
                <li key={template.id}>
                  <TemplateForm
                    initial={template}
                    headings={headings}
                    guarded
                    save={(words) => templates.change(template.id, words)}
                    close={() => close(template.id)}
                  />
                </li>
              ) : (
                <TemplateRow
                  key={template.id}
                  found={found.get(template.id)!}
                  can={mayEdit ? { edit: () => edit(template.id), remove: () => void remove(template) } : null}
                  sorting={mayEdit && !seeking && all.length > 1 ? sorting : null}
                />
              ),
            )}
          </Fragment>
        );
      })}
    </ul>
  );
}
