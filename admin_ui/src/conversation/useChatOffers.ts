/** What the palette can do with the open chat. */
import {
  IconCircleCheck,
  IconHandGrab,
  IconInbox,
  IconLink,
  IconRotateClockwise,
  IconUserCircle,
  IconUserShare,
} from "@tabler/icons-react";
import type { Row } from "../api/types";
import { useClientName } from "../chats/useClientName";
import { mayLead } from "../chats/views";
import { useOffers, type Offer } from "../palette/offers";
import { useShowPanel } from "../panel/usePanel";
import { copy } from "../shell/copy";
import { names } from "../shell/keys";
import { useSession } from "../shell/session";
import { tell } from "../shell/tell";
import { useDesk } from "../shell/useDesk";
import { useTranslation } from "../texts/useTranslation";
import { mayTransfer } from "./status";
import { showTransfer } from "./transfer";
import type { Commands } from "./useChat";

export function useChatOffers(row: Row, commands: Commands, gone: boolean): void {
  const { t } = useTranslation();
  const { me } = useSession();
  const { queue } = useDesk();
  const panel = useShowPanel();
  const about = useClientName(row.client);
  const lead = !gone && mayLead(me, row);
  const link = () =>
    void copy(`${location.origin}/chats/all/${row.id}`).then(
      (done) => done && tell({ text: t("palette.link_copied"), calm: true }),
    );
  const all: (Omit<Offer, "about"> & { when: boolean })[] = [
    {
      id: "take",
      title: t("take.do"),
      keys: names.take,
      Icon: IconHandGrab,
      when: !gone && row.state === "queue" && queue === "take",
      run: () => void commands.take(),
    },
    {
      id: "close",
      title: t("palette.close"),
      keys: names.close,
      Icon: IconCircleCheck,
      when: lead && row.state === "in_progress",
      run: commands.close,
    },
    {
      id: "reopen",
      title: t("palette.reopen"),
      Icon: IconRotateClockwise,
      when: lead && row.state === "closed",
      run: commands.reopen,
    },
    {
      id: "transfer",
      title: t(row.state === "queue" ? "transfer.assign" : "transfer.title"),
      keys: names.transfer,
      Icon: IconUserShare,
      when: lead && mayTransfer(row),
      run: () => showTransfer(row.id),
    },
    {
      id: "return",
      title: t("chat.return"),
      Icon: IconInbox,
      when: lead && row.state === "in_progress",
      run: () => void commands.giveBack(),
    },
    { id: "card", title: t("panel.show"), Icon: IconUserCircle, when: !panel.shown, run: panel.show },
    { id: "link", title: t("palette.copy_link"), Icon: IconLink, when: true, run: link },
  ];
  useOffers(
    "chat",
    all.filter(({ when }) => when).map(({ when: _, ...offer }) => ({ ...offer, about })),
  );
}
