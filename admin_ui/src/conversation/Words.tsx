/** The text of a message: addresses as links, colleagues' names, a long text folded, emoji alone large. */
import { useState } from "react";
import { useSession } from "../shell/session";
import { useStore } from "../state/store";
import { useTranslation } from "../texts/useTranslation";
import { piecesOf } from "./links";
import css from "./Log.module.css";
import { partsOf } from "./mentions";
import { beginningOf, isEmojiAlone } from "./wording";

const nobody: number[] = [];

const Linked = ({ text }: { text: string }) =>
  piecesOf(text).map(({ text: piece, href }, i) =>
    href ? (
      <a key={i} href={href} target="_blank" rel="noopener noreferrer">
        {piece}
      </a>
    ) : (
      piece
    ),
  );

function Named({ text, mentions }: { text: string; mentions: number[] }) {
  const { live } = useSession();
  const team = useStore(live.feed.team, (all) => all);
  const people = (team ?? []).filter(({ id }) => mentions.includes(id));
  return partsOf(text, people).map(({ text: part, id }, i) =>
    id === undefined ? <Linked key={i} text={part} /> : <b key={i}>{part}</b>,
  );
}

export function Words({ text, mentions = nobody }: { text: string; mentions?: number[] }) {
  const { t } = useTranslation();
  const [whole, setWhole] = useState(false);
  const beginning = beginningOf(text);
  const shown = beginning !== null && !whole ? `${beginning}…` : text;
  return (
    <>
      <span className={css.words} data-large={isEmojiAlone(text) || undefined}>
        {mentions.length > 0 ? <Named text={shown} mentions={mentions} /> : <Linked text={shown} />}
      </span>
      {beginning !== null && (
        <button type="button" className={css.unfold} aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {t(whole ? "log.fold" : "log.unfold")}
        </button>
      )}
    </>
  );
}
