/** The status of the chat, and the others it can have. */
import { Button, Menu } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { IconBan, IconChevronDown, IconCircleCheck } from "@tabler/icons-react";
import { statusesQuery } from "../api/queries";
import type { Row, Status } from "../api/types";
import { names } from "../shell/keys";
import { Dot } from "../statuses/Dot";
import { useStatusName } from "../statuses/useStatusName";
import { useTranslation } from "../texts/useTranslation";
import { done, offered } from "./status";
import css from "./StatusPicker.module.css";

function Mark({ status }: { status: Status }) {
  if (status.group === "in_progress") return <Dot colour={status.colour} />;
  const Icon = status.builtin === "spam" ? IconBan : IconCircleCheck;
  return <Icon size={16} aria-hidden />;
}

interface Props {
  row: Row;
  change: (status: Status) => void;
}

function Items({ statuses, row, closes }: { statuses: Status[]; row: Row; closes?: Status }) {
  const nameOf = useStatusName();
  return statuses.map((status) => (
    <Menu.RadioItem
      key={status.id}
      value={String(status.id)}
      closeMenuOnClick
      rightSection={status === closes && row.state === "in_progress" && <kbd>{names.close}</kbd>}
    >
      <span className={css.item}>
        <Mark status={status} />
        {nameOf(status)}
      </span>
    </Menu.RadioItem>
  ));
}

export function StatusPicker({ row, change }: Props) {
  const { t } = useTranslation();
  const nameOf = useStatusName();
  const { data: statuses = [] } = useQuery(statusesQuery);
  const current = statuses.find(({ id }) => id === row.status);
  const choice = offered(row, statuses);
  const [open, closed] = [
    choice.filter(({ group }) => group === "in_progress"),
    choice.filter(({ group }) => group === "closed"),
  ];
  const name = current ? nameOf(current) : t("status.queue");
  const choose = (id: string) => {
    const status = statuses.find((one) => String(one.id) === id);
    if (status) change(status);
  };
  return (
    <Menu position="bottom-start" width={232}>
      <Menu.Target>
        <Button
          size="xs"
          className={css.target}
          rightSection={<IconChevronDown size={16} />}
          aria-label={t("status.label", { name })}
        >
          {current ? <Mark status={current} /> : <Dot colour="grey" />}
          <span className={css.name}>{name}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup value={String(row.status)} onChange={choose}>
          {open.length > 0 && <Menu.Label>{t("status.group.in_progress")}</Menu.Label>}
          <Items statuses={open} row={row} />
          {open.length > 0 && <Menu.Divider />}
          <Menu.Label>{t("status.group.closed")}</Menu.Label>
          <Items statuses={closed} row={row} closes={done(statuses)} />
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}
