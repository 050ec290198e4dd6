/** A message on its way: a clock until the server has it; if it was refused, why, and the next step. */
import { IconCheck, IconClock } from "@tabler/icons-react";
import { useSession } from "../shell/session";
import { useStore } from "../state/store";
import { useTranslation } from "../texts/useTranslation";
import { Bubble, Note, Time } from "./Bubble";
import { FailedStrip } from "./FailedStrip";
import css from "./Log.module.css";
import type { Outgoing } from "./outbox";

function Meta({ item }: { item: Outgoing }) {
  const { t } = useTranslation();
  const { live } = useSession();
  const lost = useStore(live.connection, ({ phase }) => phase === "lost");
  if (item.state === "failed") return <Time at={item.at} />;
  if (item.state === "stored")
    return (
      <>
        <Time at={item.at} />
        <IconCheck size={16} role="img" aria-label={t("tick.stored")} />
      </>
    );
  return (
    <>
      {lost ? t("tick.waits") : <Time at={item.at} />}
      <IconClock size={16} role="img" aria-label={t("tick.on_its_way")} />
    </>
  );
}

export function OutgoingView({ item, first, last }: { item: Outgoing; first: boolean; last: boolean }) {
  const { me } = useSession();
  const face = { id: me.id, name: me.name, photo: me.photo };
  const failed = item.state === "failed";
  const meta = <Meta item={item} />;
  return (
    <>
      {item.note ? (
        <Note
          face={face}
          text={item.text}
          mentions={item.mentions}
          files={item.files}
          end={<span className={css.noteMeta}>{meta}</span>}
        />
      ) : (
        <Bubble side="out" {...{ first, last, meta, face, failed }} text={item.text} files={item.files} />
      )}
      {failed && <FailedStrip item={item} what="failed.why" leave="failed.discard" />}
    </>
  );
}
