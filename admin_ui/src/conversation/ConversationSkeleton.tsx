/** A conversation to come. */
import { Bone } from "../shell/Bone";
import { useTranslation } from "../texts/useTranslation";
import css from "./Conversation.module.css";
import log from "./Log.module.css";

const bubbles: ["in" | "out", number, number][] = [
  ["in", 286, 36],
  ["out", 240, 56],
  ["in", 158, 56],
  ["out", 256, 52],
  ["in", 330, 56],
  ["in", 214, 36],
  ["out", 300, 76],
];

export function LogBones() {
  return (
    <div className={log.bones} aria-busy="true">
      {bubbles.map(([side, w, h], i) => (
        <div key={i} data-side={side}>
          <Bone w={w} h={h} shape="bubble" />
          {side === "out" && <Bone w={28} h={28} shape="round" />}
        </div>
      ))}
    </div>
  );
}

export function ConversationSkeleton() {
  const { t } = useTranslation();
  return (
    <main className={css.column} aria-busy="true" aria-label={t("chat.opening")}>
      <div className={css.head}>
        <div className={css.line1}>
          <Bone w={120} h={14} />
          <Bone w={110} h={36} shape="control" />
        </div>
        <div className={css.line2}>
          <Bone w={110} h={28} shape="control" />
          <Bone w={136} h={28} shape="control" />
        </div>
      </div>
      <LogBones />
      <div className={css.card}>{t("chat.opening")}</div>
    </main>
  );
}
