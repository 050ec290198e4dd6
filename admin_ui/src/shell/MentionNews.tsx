/** Tells that a note calls me by name, and whom a note of mine does not reach. */
import { useEffect } from "react";
import { useTranslation } from "../texts/useTranslation";
import { useGo, usePlace } from "./place";
import { useSession } from "./session";
import { tell } from "./tell";

const SHOWN_CHARS = 120;

export function MentionNews() {
  const { t } = useTranslation();
  const { live } = useSession();
  const { chat } = usePlace();
  const go = useGo();
  useEffect(() => {
    const { mention, unreached, team } = live.feed;
    const called = mention.subscribe(() => {
      const note = mention.get();
      if (note === null || (note.chat === chat && document.hasFocus())) return;
      const text = note.text.length > SHOWN_CHARS ? `${note.text.slice(0, SHOWN_CHARS)}…` : note.text;
      const open = { label: t("mentions.open"), run: () => go({ view: "all", chat: note.chat }) };
      tell({ text: t("mentions.called", { name: note.by.name, text }), face: note.by, calm: true, action: open });
    });
    const missed = unreached.subscribe(() => {
      const names = unreached.get().map((id) => team.get()?.find((one) => one.id === id)?.name ?? "");
      tell({ text: t("mentions.unreached", { names: names.join(", "), count: names.length }), calm: true });
    });
    return () => {
      called();
      missed();
    };
  }, [live, chat, go, t]);
  return null;
}
