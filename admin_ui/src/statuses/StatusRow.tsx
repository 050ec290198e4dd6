/** One status: a grip, what it is called, how many chats it has; why it cannot be deleted is told below, with the next step. */
import { ActionIcon } from "@mantine/core";
import { IconGripVertical, IconInfoCircle, IconPencil, IconStarFilled, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import type { Status } from "../api/types";
import type { Sorting } from "../settings/useSorting";
import { Hint } from "../shell/Hint";
import { useFormat } from "../texts/useFormat";
import { useTranslation } from "../texts/useTranslation";
import { Dot } from "./Dot";
import css from "./Statuses.module.css";
import type { Why } from "./order";
import { useStatusName } from "./useStatusName";

interface Props {
  status: Status;
  /** It has the star. */
  first: boolean;
  chats: number;
  /** `chats` is known. */
  counted: boolean;
  why: Why | null;
  sorting: Sorting | null;
  edit: () => void;
  remove: () => void;
  moveChats: () => void;
}

function Star() {
  const { t } = useTranslation();
  return (
    <Hint label={t("statuses.star")} position="right">
      <span className={css.star} role="img" aria-label={t("statuses.star")} tabIndex={0}>
        <IconStarFilled size={16} aria-hidden />
      </span>
    </Hint>
  );
}

function Reason({ id, why, moveChats }: { id: string; why: Why; moveChats: () => void }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const count = why.key === "used" ? why.chats : 0;
  return (
    <div className={css.why} id={id} role="status">
      <IconInfoCircle size={16} aria-hidden />
      <p>{why.key === "used" ? t("statuses.why.used", { count, number: number(count) }) : t(`statuses.why.${why.key}`)}</p>
      {why.key === "used" && (
        <button type="button" onClick={moveChats}>
          {t("statuses.move.open", { count, number: number(count) })}
        </button>
      )}
    </div>
  );
}

function Tools({ status, why, edit, remove, ask }: Pick<Props, "status" | "why" | "edit" | "remove"> & { ask: () => void }) {
  const { t } = useTranslation();
  const { quote } = useFormat();
  const name = quote(useStatusName()(status));
  return (
    <>
      <Hint label={t("statuses.edit")}>
        <ActionIcon
          id={`edit-${status.id}`}
          className={css.tool}
          size={28}
          aria-label={t("statuses.edit_it", { name })}
          onClick={edit}
        >
          <IconPencil size={16} />
        </ActionIcon>
      </Hint>
      <Hint label={t("statuses.remove")}>
        <ActionIcon
          className={css.tool}
          size={28}
          aria-label={t("statuses.remove_it", { name })}
          aria-disabled={why !== null || undefined}
          aria-describedby={why ? `why-${status.id}` : undefined}
          onClick={why ? ask : remove}
        >
          <IconTrash size={16} />
        </ActionIcon>
      </Hint>
    </>
  );
}

export function StatusRow({ status, first, chats, counted, why, sorting, edit, remove, moveChats }: Props) {
  const { t } = useTranslation();
  const { quote, number } = useFormat();
  const name = useStatusName()(status);
  const [asked, setAsked] = useState(false);
  return (
    <li data-sortable={status.id} data-lifted={sorting?.lifted === status.id || undefined}>
      <div className={css.row}>
        {sorting ? (
          <button
            type="button"
            className={css.grip}
            aria-label={t("statuses.grip", { name: quote(name) })}
            title={t("statuses.grip_hint")}
            {...sorting.grip(status.id)}
          >
            <IconGripVertical size={16} aria-hidden />
          </button>
        ) : (
          <span />
        )}
        <Dot colour={status.colour} large />
        <span className={css.name}>
          <bdi title={name}>{name}</bdi>
          {first && <Star />}
          {status.builtin === "spam" && <small>{t("statuses.builtin")}</small>}
        </span>
        <span className={css.count} data-none={chats === 0 || undefined}>
          {counted && (chats === 0 ? t("statuses.no_chats") : t("statuses.chats", { count: chats, number: number(chats) }))}
        </span>
        <Tools status={status} why={why} edit={edit} remove={remove} ask={() => setAsked(true)} />
      </div>
      {asked && why && <Reason id={`why-${status.id}`} why={why} moveChats={moveChats} />}
    </li>
  );
}
