/** What stands under the log where one cannot write: take it, reopen it, or go on to the next. */
import { Button } from "@mantine/core";
import { IconArrowRight, IconRotateClockwise } from "@tabler/icons-react";
import type { Row } from "../api/types";
import { serverNow } from "../live/clock";
import { Hint } from "../shell/Hint";
import { names } from "../shell/keys";
import { useOperatorName } from "../operators/useOperatorName";
import { tell } from "../shell/tell";
import { useDesk } from "../shell/useDesk";
import { usePress } from "../shell/usePress";
import { useFormat } from "../texts/useFormat";
import { useTranslation } from "../texts/useTranslation";
import css from "./Feet.module.css";
import { KeptText } from "./KeptText";
import type { Log } from "./log";
import { NextChatButton } from "./NextChatButton";
import type { Commands } from "./useChat";
import { useNextInQueue } from "./useCommands";

/** The queue can be seen, but it is the strategy that hands it out. */
function ReadOnlyFoot({ onRequest }: { onRequest: boolean }) {
  const { t } = useTranslation();
  return (
    <div className={css.foot}>
      <p>{t(onRequest ? "next.on_request" : "next.by_itself")}</p>
      {onRequest && <NextChatButton variant="filled" size="lg" />}
    </div>
  );
}

export function QueueFoot({ commands }: { commands: Commands }) {
  const { queue, onRequest } = useDesk();
  return queue === "take" ? <TakeFoot commands={commands} /> : <ReadOnlyFoot onRequest={onRequest} />;
}

function TakeFoot({ commands }: { commands: Commands }) {
  const { t } = useTranslation();
  usePress({ take: () => void commands.take() });
  return (
    <div className={css.foot}>
      <Button
        variant="filled"
        size="lg"
        className={css.main}
        onClick={() => void commands.take()}
        rightSection={<kbd>{names.take}</kbd>}
      >
        {t("take.do")}
      </Button>
    </div>
  );
}

export function ClosedFoot({ row, log, commands }: { row: Row; log: Log | undefined; commands: Commands }) {
  const { t } = useTranslation();
  const { clockTime, shortMoment } = useFormat();
  const operatorName = useOperatorName();
  const closing = log?.events.findLast(({ kind }) => kind === "closed");
  const by = closing?.author.type === "operator" ? operatorName(closing.author.id, closing.author.name ?? "") : "";
  const at = row.closed_at ?? closing?.at;
  const day = at === undefined ? "" : shortMoment(at, serverNow());
  const time = at === undefined ? "" : clockTime(at);
  const when = day === time ? time : `${day}, ${time}`;
  const words = [t("closed.bar"), by || closing?.author.name, when].filter(Boolean).join(" · ");
  return (
    <>
      <KeptText chat={row.id} />
      <div className={`${css.foot} ${css.bare}`}>
        <p>{words}</p>
        <Button size="lg" leftSection={<IconRotateClockwise size={20} />} onClick={commands.reopen}>
          {t("closed.reopen")}
        </Button>
      </div>
    </>
  );
}

/** The chat went to somebody else; what was seen of it can still be read. */
export function LostFoot({ row }: { row: Row }) {
  const { t } = useTranslation();
  const next = useNextInQueue();
  const holder = row.state === "in_progress" ? row.operator : null;
  const action = { label: t("take.next"), run: () => void next(row.id) };
  usePress({
    take: () =>
      holder === null
        ? tell({ text: t("take.gone"), action })
        : tell({ text: t("take.lost", { name: holder.name }), face: holder, action }),
  });
  return (
    <>
      <KeptText chat={row.id} />
      <div className={`${css.foot} ${css.bare}`}>
        <p>{holder === null ? t("take.gone") : t("chat.held_by", { name: holder.name })}</p>
        <Hint label={t("take.next_hint")}>
          <Button size="lg" rightSection={<IconArrowRight size={20} />} onClick={action.run}>
            {t("take.next")}
          </Button>
        </Hint>
      </div>
    </>
  );
}
