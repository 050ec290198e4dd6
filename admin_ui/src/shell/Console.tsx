/** The main screen: rail, views, list, conversation, panel; on a phone one of them at a time. */
import { ListColumn } from "../chats/ListColumn";
import { Conversation } from "../conversation/Conversation";
import { Restful } from "../conversation/Restful";
import { PaletteHost } from "../palette/PaletteHost";
import { PanelPlace } from "../panel/PanelPlace";
import { useShowPanel } from "../panel/usePanel";
import { useStore } from "../state/store";
import { useTranslation } from "../texts/useTranslation";
import words from "../theme/words.module.css";
import css from "./Console.module.css";
import { KeysDialog } from "./KeysDialog";
import { useListWidth } from "./listWidth";
import { useFoldedViews, usePhone } from "./media";
import { PhoneBar } from "./PhoneBar";
import { usePlace } from "./place";
import { PluginBanner } from "./PluginBanner";
import { MentionNews } from "./MentionNews";
import { QueueNews } from "./QueueNews";
import { FoldedViews, Rail } from "./Rail";
import { useSession } from "./session";
import { Toasts } from "./Toasts";
import { useConsoleKeys } from "./useConsoleKeys";
import { useLeaveHiddenQueue } from "./useDesk";
import { AssignedNews } from "./AssignedNews";
import { useSounds } from "./useSounds";
import { useTitle } from "./useTitle";
import { Views } from "./Views";

function Desk() {
  const { chat } = usePlace();
  const folded = useFoldedViews();
  const panel = useShowPanel();
  const width = useListWidth();
  const withPanel = chat !== null && panel.shown && !panel.over;
  return (
    <div
      className={css.desk}
      data-folded={folded || undefined}
      data-panel={withPanel || undefined}
      style={{ "--list": `${width}px` } as React.CSSProperties}
    >
      <Rail at="chats" menu={folded && <FoldedViews />} />
      {!folded && <Views />}
      <ListColumn />
      <div className={css.chat} data-rest={chat === null || undefined}>
        {chat === null ? <Restful /> : <Conversation chat={chat} />}
        {chat !== null && panel.over && <PanelPlace chat={chat} />}
        <Toasts />
      </div>
      {withPanel && <PanelPlace chat={chat} />}
    </div>
  );
}

function Phone() {
  const { chat } = usePlace();
  if (chat !== null)
    return (
      <div className={css.phone}>
        <Conversation chat={chat} />
        <PanelPlace chat={chat} />
        <Toasts />
      </div>
    );
  return (
    <div className={css.phone}>
      <main className={css.phoneMain}>
        <ListColumn />
      </main>
      <PhoneBar />
      <Toasts />
    </div>
  );
}

export function Console() {
  const { t } = useTranslation();
  const phone = usePhone();
  const { live } = useSession();
  const lost = useStore(live.connection, ({ phase }) => phase === "lost");
  useTitle();
  useSounds();
  useLeaveHiddenQueue();
  useConsoleKeys();
  return (
    <div className={css.screen} data-lost={lost || undefined}>
      <PluginBanner />
      {phone ? <Phone /> : <Desk />}
      <QueueNews />
      <AssignedNews />
      <MentionNews />
      <p className={words.unseen} role="status">
        {lost && t("connection.announced")}
      </p>
      <KeysDialog />
      <PaletteHost />
    </div>
  );
}
