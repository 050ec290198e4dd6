/** Says that one was given a chat, by whom, and what they had to say. */
import { useEffect } from "react";
import { useFormat } from "../texts/useFormat";
import { useTranslation } from "../texts/useTranslation";
import { useGo } from "./place";
import { useSession } from "./session";
import { tell } from "./tell";

export function AssignedNews() {
  const { t } = useTranslation();
  const { quote } = useFormat();
  const { live } = useSession();
  const go = useGo();
  useEffect(
    () =>
      live.feed.assigned.subscribe(() => {
        const given = live.feed.assigned.get();
        if (given === null) return;
        const { chat, client, by, note } = given;
        const name = client.name ?? t("visitor", { number: client.id });
        const words = by ? t("given.by", { by: by.name, name }) : t("given.system", { name });
        const action = { label: t("given.open"), run: () => go({ view: "in_progress", chat }) };
        tell({ text: note ? `${words} ${quote(note)}` : words, face: by ?? undefined, calm: true, action });
      }),
    [live, t, quote, go],
  );
  return null;
}
