/** The bar at the foot of a phone: chats, queue, search, oneself. */
import { useDisclosure } from "@mantine/hooks";
import { IconInbox, IconMessages, IconSearch } from "@tabler/icons-react";
import { Link, useLocation } from "@tanstack/react-router";
import { useNarrow } from "../chats/narrow";
import { useStore } from "../state/store";
import { useFormat } from "../texts/useFormat";
import { useTranslation } from "../texts/useTranslation";
import { Avatar, PresenceMark } from "./Avatar";
import { Dialog } from "./Dialog";
import css from "./PhoneBar.module.css";
import { PhoneAccount } from "./PhoneAccount";
import { usePlace } from "./place";
import { useSession } from "./session";
import { useDesk } from "./useDesk";
import { useShownPresence } from "./usePresence";

const exactly = { exact: true, includeSearch: true };

function Me({ current }: { current: boolean }) {
  const { t } = useTranslation();
  const { me } = useSession();
  const [opened, { open, close }] = useDisclosure();
  const state = useShownPresence();
  return (
    <>
      <button
        type="button"
        className={css.tab}
        aria-haspopup="dialog"
        aria-current={current ? "true" : undefined}
        onClick={open}
      >
        <Avatar id={me.id} name={me.name} photo={me.photo} size={24} mark={<PresenceMark state={state} />} />
        {t("phone.me")}
      </button>
      <Dialog opened={opened} close={close} label={t("phone.me")} place="bottom">
        <PhoneAccount left={close} />
      </Dialog>
    </>
  );
}

export function PhoneBar() {
  const { t } = useTranslation();
  const { number } = useFormat();
  const { live } = useSession();
  const { view } = usePlace();
  const searching = useNarrow().q !== undefined;
  const { queue } = useDesk();
  const waiting = useStore(live.feed.counts, (counts) => counts?.queue ?? 0);
  const inChats = useLocation({ select: ({ pathname }) => pathname.startsWith("/chats") });
  const current = (here: boolean) => (inChats && here ? ("page" as const) : undefined);
  return (
    <nav className={css.bar} aria-label={t("rail.label")}>
      <Link
        to="/chats/$view/{-$chat}"
        params={{ view: "all" }}
        className={css.tab}
        activeOptions={exactly}
        aria-current={current(view !== "queue" && !searching)}
      >
        <IconMessages size={24} aria-hidden />
        {t("phone.chats")}
      </Link>
      {queue !== "hidden" && (
        <Link
          to="/chats/$view/{-$chat}"
          params={{ view: "queue" }}
          className={css.tab}
          activeOptions={exactly}
          aria-current={current(view === "queue" && !searching)}
        >
          <IconInbox size={24} aria-hidden />
          {waiting > 0 && <span className={css.badge}>{number(waiting)}</span>}
          {t("phone.queue")}
        </Link>
      )}
      <Link
        to="/chats/$view/{-$chat}"
        params={{ view: "all" }}
        search={{ q: "" }}
        className={css.tab}
        activeOptions={exactly}
        aria-current={current(searching)}
      >
        <IconSearch size={24} aria-hidden />
        {t("phone.find")}
      </Link>
      <Me current={!inChats} />
    </nav>
  );
}
