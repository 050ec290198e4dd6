/** What can be done with a message: at its free side, the seldom things in a menu. */
import { ActionIcon, Menu } from "@mantine/core";
import { IconCopy, IconDots, IconHistory, IconPencil, IconTrash } from "@tabler/icons-react";
import { useLayoutEffect, useRef, useState } from "react";
import type { ChatEvent } from "../api/types";
import { copy } from "../shell/copy";
import { Hint } from "../shell/Hint";
import { useSession } from "../shell/session";
import { tell } from "../shell/tell";
import { useStore } from "../state/store";
import { useTranslation } from "../texts/useTranslation";
import { isOwn, startEditing } from "./editing";
import { showHistory } from "./HistoryDialog";
import css from "./Said.module.css";

const ROOM = 100;
/** Not keys: the one that opens the menu is pressed outside of it. */
const PRESSES = ["mousedown", "touchstart"];

interface Props {
  event: ChatEvent;
  text: string;
  opened: boolean;
  setOpened: (opened: boolean) => void;
  askDelete: () => void;
  /** Gives the focus back to the message. */
  back: () => void;
  /** The menu alone: on a phone. */
  bare: boolean;
}

/** Beside the bubble there may be too little room: then over its top edge. */
function useIsOver(bare: boolean) {
  const box = useRef<HTMLDivElement>(null);
  const [over, setOver] = useState(false);
  useLayoutEffect(() => {
    const bubble = box.current?.parentElement;
    const row = bubble?.parentElement;
    if (bubble && row && !bare) setOver(row.clientWidth - bubble.offsetWidth - 36 < ROOM);
  }, [bare]);
  return { box, over };
}

function useActions(event: ChatEvent, text: string) {
  const { t } = useTranslation();
  const { me, live } = useSession();
  const gone = useStore(live.feed.gone, (all) => all.has(event.chat));
  const own = isOwn(event, me.id) && !gone;
  return {
    copy: () => void copy(text).then((done) => done && tell({ text: t("copied"), calm: true })),
    edit: own ? () => startEditing(event) : null,
    history: me.administrator && event.data.edited_at !== undefined ? () => showHistory(event) : null,
  };
}

type Actions = ReturnType<typeof useActions>;

/** Quick ones, beside the menu. */
function Quick({ edit, copy: copyText }: Actions) {
  const { t } = useTranslation();
  return (
    <>
      {edit && (
        <Hint label={t("tools.edit")}>
          <ActionIcon size={28} aria-label={t("tools.edit")} onClick={edit}>
            <IconPencil size={16} />
          </ActionIcon>
        </Hint>
      )}
      <Hint label={t("tools.copy")}>
        <ActionIcon size={28} aria-label={t("tools.copy")} onClick={copyText}>
          <IconCopy size={16} />
        </ActionIcon>
      </Hint>
    </>
  );
}

function Items({ actions: { edit, copy: copyText, history }, askDelete }: { actions: Actions; askDelete: () => void }) {
  const { t } = useTranslation();
  return (
    <>
      {edit && (
        <Menu.Item leftSection={<IconPencil size={16} />} onClick={edit}>
          {t("tools.edit")}
        </Menu.Item>
      )}
      <Menu.Item leftSection={<IconCopy size={16} />} onClick={copyText}>
        {t("tools.copy")}
      </Menu.Item>
      {history && (
        <Menu.Item leftSection={<IconHistory size={16} />} onClick={history}>
          {t("tools.history")}
        </Menu.Item>
      )}
      {edit && (
        <Menu.Item leftSection={<IconTrash size={16} />} onClick={askDelete}>
          {t("tools.delete")}
        </Menu.Item>
      )}
    </>
  );
}

export function Tools({ event, text, opened, setOpened, askDelete, back, bare }: Props) {
  const { t } = useTranslation();
  const { box, over } = useIsOver(bare);
  const actions = useActions(event, text);
  const change = (now: boolean) => {
    setOpened(now);
    if (!now && box.current?.contains(document.activeElement)) back();
  };
  return (
    <div ref={box} className={css.tools} data-over={over || undefined} data-bare={bare || undefined} aria-live="off">
      {!bare && <Quick {...actions} />}
      <Menu
        opened={opened}
        onChange={change}
        position="bottom-end"
        returnFocus={false}
        clickOutsideEvents={PRESSES}
      >
        <Menu.Target>
          <ActionIcon size={28} aria-label={t("tools.more")} className={css.more}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Items actions={actions} askDelete={askDelete} />
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
