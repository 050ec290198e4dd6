/** The narrow column at the left edge: where in the product one is, and oneself. */
import { Menu } from "@mantine/core";
import { IconMessages, IconSettings } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "../texts/useTranslation";
import words from "../theme/words.module.css";
import { AccountMenu } from "./AccountMenu";
import { Avatar, PresenceMark } from "./Avatar";
import { FoldedMenu } from "./FoldedMenu";
import { Hint } from "./Hint";
import { Logo } from "./Logo";
import css from "./Rail.module.css";
import { useSession } from "./session";
import { useShownPresence } from "./usePresence";
import { ViewsContent } from "./Views";

export function FoldedViews() {
  const { t } = useTranslation();
  return <FoldedMenu label={t("views.label")}>{(close) => <ViewsContent opened={close} />}</FoldedMenu>;
}

function Myself() {
  const { t } = useTranslation();
  const { me } = useSession();
  const state = useShownPresence();
  return (
    <Menu position="right-end" width={264} offset={8}>
      <Menu.Target>
        <button type="button" className={css.myself}>
          <Avatar id={me.id} name={me.name} photo={me.photo} size={32} mark={<PresenceMark state={state} />} />
          <span className={words.unseen}>{t("account.label", { name: me.name })}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown className={css.menu}>
        <AccountMenu />
      </Menu.Dropdown>
    </Menu>
  );
}

function ToChats({ here }: { here: boolean }) {
  const { t } = useTranslation();
  return (
    <Hint label={t("rail.chats")} position="right">
      <Link
        to="/chats/$view/{-$chat}"
        params={{ view: "queue" }}
        className={css.button}
        aria-current={here ? "page" : undefined}
        aria-label={t("rail.chats")}
      >
        <IconMessages size={20} aria-hidden />
      </Link>
    </Hint>
  );
}

function ToSettings({ here }: { here: boolean }) {
  const { t } = useTranslation();
  return (
    <Hint label={t("rail.settings")} position="right">
      <Link
        to="/settings"
        className={css.button}
        aria-current={here ? "page" : undefined}
        aria-label={t("rail.settings")}
      >
        <IconSettings size={20} aria-hidden />
      </Link>
    </Hint>
  );
}

/** `menu`: what folded into the rail where there is no room beside it. */
export function Rail({ at, menu }: { at: "chats" | "settings"; menu?: ReactNode }) {
  const { t } = useTranslation();
  return (
    <nav className={css.rail} aria-label={t("rail.label")}>
      <span className={css.logo}>
        <Logo title={t("product")} />
      </span>
      {menu}
      {!(at === "chats" && menu) && <ToChats here={at === "chats"} />}
      <ToSettings here={at === "settings"} />
      <span className={css.space} />
      <Myself />
    </nav>
  );
}
