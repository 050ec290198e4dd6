/** A heading in the list, with all that stands under it to be moved or renamed. */
import { ActionIcon, Button, Menu } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconDots, IconPencil } from "@tabler/icons-react";
import { useId, useState, type FormEvent } from "react";
import fields from "../forms/Form.module.css";
import { Marked } from "../search/Marked";
import { match } from "../search/match";
import ask from "../shell/Ask.module.css";
import { Dialog } from "../shell/Dialog";
import { useFormat } from "../texts/useFormat";
import { useTranslation } from "../texts/useTranslation";
import type { Group } from "./groups";
import css from "./Templates.module.css";

const CHARS = 100;

interface RenameProps {
  heading: string;
  close: () => void;
  rename: (to: string) => void;
}

function Rename({ heading, close, rename }: RenameProps) {
  const { t } = useTranslation();
  const id = useId();
  const [name, setName] = useState(heading);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    close();
    if (name.trim() !== "" && name.trim() !== heading) rename(name.trim());
  };
  return (
    <Dialog opened close={close} label={t("templates.rename")} place="centre">
      <form className={ask.ask} onSubmit={submit}>
        <h2>
          <label htmlFor={id}>{t("templates.rename")}</label>
        </h2>
        <input
          id={id}
          className={fields.input}
          value={name}
          maxLength={CHARS}
          data-autofocus
          onChange={({ target }) => setName(target.value)}
        />
        <div className={ask.buttons}>
          <Button onClick={close}>{t("form.undo")}</Button>
          <Button type="submit" variant="filled">
            {t("save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

interface Props {
  group: Group;
  sought: string;
  /** Null: only to be read. */
  can: { rename: (to: string) => void; up: (() => void) | null; down: (() => void) | null } | null;
}

export function HeadingRow({ group: { heading, items }, sought, can }: Props) {
  const { t } = useTranslation();
  const { quote, number } = useFormat();
  const [renaming, setRenaming] = useState(false);
  return (
    <li className={css.headingRow} data-template={items[0]?.id} data-head>
      <h2 dir="auto" title={heading}>
        <Marked text={heading} spans={(sought && match([heading], sought)?.[0]) || []} />
      </h2>
      <span className={css.count}>{number(items.length)}</span>
      {can && (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon size={28} aria-label={t("templates.heading_menu", { name: quote(heading) })}>
              <IconDots size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => setRenaming(true)}>
              {t("templates.rename")}
            </Menu.Item>
            {can.up && (
              <Menu.Item leftSection={<IconArrowUp size={16} />} onClick={can.up}>
                {t("form.up")}
              </Menu.Item>
            )}
            {can.down && (
              <Menu.Item leftSection={<IconArrowDown size={16} />} onClick={can.down}>
                {t("form.down")}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      )}
      {renaming && can && <Rename heading={heading} close={() => setRenaming(false)} rename={can.rename} />}
    </li>
  );
}
