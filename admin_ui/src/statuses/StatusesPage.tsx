/** The steps of a conversation: what they are called, in which order operators see them, and which are no longer used. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { statusCountsQuery } from "../api/peopleQueries";
import { statusesQuery } from "../api/queries";
import type { Status } from "../api/types";
import { Page } from "../settings/Page";
import { PageFailure } from "../settings/PageFailure";
import { Bone } from "../shell/Bone";
import { useLater } from "../shell/useLater";
import { useTranslation } from "../texts/useTranslation";
import { GroupCard } from "./GroupCard";
import { HiddenStatuses } from "./HiddenStatuses";
import { MoveChats } from "./MoveChats";
import { shownIn, type Group } from "./order";
import css from "./Statuses.module.css";
import { useStatuses } from "./useStatuses";

const groups: Group[] = ["in_progress", "closed"];

function Bones() {
  return (
    <div className={css.bones} aria-busy="true">
      {[0, 1, 2, 3, 4].map((row) => (
        <span key={row} className={css.bone}>
          <Bone w={12} h={12} shape="round" />
          <Bone w={160} h={12} />
        </span>
      ))}
    </div>
  );
}

export function StatusesPage() {
  const { t } = useTranslation();
  const query = useQuery(statusesQuery);
  const counts = useQuery(statusCountsQuery);
  const late = useLater(query.isPending);
  const statuses = useStatuses();
  const [leaving, setLeaving] = useState<Status | null>(null);
  const { data: all } = query;
  const hidden = all?.filter((status) => status.hidden) ?? [];
  return (
    <Page title={t("settings.page.statuses")} lead={t("statuses.lead")}>
      {query.isPending && late && <Bones />}
      {(query.error ?? counts.error) && <PageFailure query={query.error ? query : counts} />}
      {all &&
        groups.map((group) => (
          <GroupCard
            key={group}
            group={group}
            rows={shownIn(all, group)}
            all={all}
            counts={counts.data}
            statuses={statuses}
            moveChats={setLeaving}
          />
        ))}
      {hidden.length > 0 && (
        <p className={css.below}>
          {t("statuses.about_hidden")} <HiddenStatuses hidden={hidden} restore={statuses.restore} />
        </p>
      )}
      {all && leaving && (
        <MoveChats
          status={leaving}
          targets={shownIn(all, "in_progress").filter(({ id }) => id !== leaving.id)}
          chats={counts.data?.get(leaving.id) ?? 0}
          move={statuses.move}
          close={() => setLeaving(null)}
        />
      )}
    </Page>
  );
}
