/** The side panel: who the client is, where on the site, and by what way they came. */
import { ActionIcon } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { IconLayoutSidebarRightCollapse } from "@tabler/icons-react";
import { useEffect } from "react";
import { clientQuery } from "../api/queries";
import type { ClientCard, Row } from "../api/types";
import { useClientName } from "../chats/useClientName";
import { Avatar } from "../shell/Avatar";
import { Failure } from "../shell/Failure";
import { Hint } from "../shell/Hint";
import { usePhone } from "../shell/media";
import { useLater } from "../shell/useLater";
import { useFormat } from "../texts/useFormat";
import { useTranslation } from "../texts/useTranslation";
import { NowSection } from "./NowSection";
import css from "./Panel.module.css";
import { PanelBones } from "./PanelBones";
import { PluginSections } from "./PluginSections";
import { SaidSection } from "./SaidSection";
import { SourceSection } from "./SourceSection";
import { TagsSection } from "./TagsSection";
import { useShowPanel } from "./usePanel";
import { VisitsSection } from "./VisitsSection";

function Since({ card }: { card: ClientCard | undefined }) {
  const { t } = useTranslation();
  const { fullDate } = useFormat();
  if (card === undefined) return null;
  const visits = card.visits[0]?.number ?? 0;
  if (visits <= 1) return <>{t("panel.new_client")}</>;
  return <>{[t("panel.since", { date: fullDate(card.since) }), t("panel.visits", { count: visits })].join(" · ")}</>;
}

function Who({ row, card }: { row: Row; card: ClientCard | undefined }) {
  const { t } = useTranslation();
  const name = useClientName(row.client);
  const phone = usePhone();
  const { hide } = useShowPanel();
  return (
    <div className={css.who}>
      <Avatar id={row.client.id} name={row.client.name} size={48} />
      <div className={css.grow}>
        <h2>{name}</h2>
        <p className={css.since}>
          <Since card={card} />
        </p>
      </div>
      {!phone && (
        <Hint label={t("panel.hide")}>
          <ActionIcon size={28} className={css.hide} aria-label={t("panel.hide")} onClick={hide}>
            <IconLayoutSidebarRightCollapse size={20} />
          </ActionIcon>
        </Hint>
      )}
    </div>
  );
}

export function PanelContent({ row }: { row: Row }) {
  const { data: card, isPending, error, refetch } = useQuery(clientQuery(row.id));
  const late = useLater(isPending);
  const { name } = row.client;
  const known = card?.client.name;
  useEffect(() => {
    if (known !== undefined && known !== name) void refetch(); // the site has just said who it is, and perhaps more
  }, [known, name, refetch]);
  return (
    <>
      <Who row={row} card={card} />
      {card && (
        <div className={css.sections}>
          <TagsSection row={row} />
          <NowSection row={row} visit={card.visits[0]} />
          <SaidSection fields={card.fields} />
          <SourceSection visit={card.visits[0]} />
          <VisitsSection visits={card.visits} />
          <PluginSections chat={row.id} />
        </div>
      )}
      {isPending && late && <PanelBones />}
      {error && !card && <Failure error={error} retry={() => void refetch()} />}
    </>
  );
}
