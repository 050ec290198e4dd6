/** A drawing of the chat on a page: the company's name, one's own face. */
import { IconArrowUp } from "@tabler/icons-react";
import type { Me, Placement } from "../api/types";
import { siteOf } from "../panel/address";
import { Avatar } from "../shell/Avatar";
import { useTranslation } from "../texts/useTranslation";
import css from "./SiteStep.module.css";

export type Device = "desktop" | "phone";

interface Props {
  me: Me;
  placement: Placement | undefined;
  device: Device;
}

const Page = ({ name }: { name: string }) => (
  <div className={css.shop}>
    <b>{name}</b>
    <div className={css.lines}>
      <u />
      <u />
    </div>
    <div className={css.cards}>
      <span />
      <span />
      <span />
    </div>
  </div>
);

export function SitePreview({ me, placement, device }: Props) {
  const { t } = useTranslation();
  return (
    <div className={css.preview} data-device={device} role="img" aria-label={t("first.preview")}>
      <div className={css.chrome}>
        <i />
        <i />
        <i />
        <span>{siteOf(placement?.sites[0] ?? "https://shop.example")}</span>
      </div>
      <Page name={me.company.name} />
      <div className={css.window}>
        <header>
          <Avatar id={me.id} name={me.display_name} photo={me.photo} size={28} />
          <span>
            <b>{me.display_name}</b>
            <span>{t("presence.online")}</span>
          </span>
        </header>
        <div className={css.talk}>
          <p>{placement?.greeting || t("first.preview_greeting")}</p>
          <p>{t("first.preview_answer")}</p>
        </div>
        <footer>
          {t("first.preview_field")}
          <span>
            <IconArrowUp size={14} />
          </span>
        </footer>
      </div>
    </div>
  );
}
