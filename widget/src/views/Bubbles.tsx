// A group of bubbles by one author, with the time and, for one's own, what has become of them.
import type { Bubble, Group } from "../blocks";
import { isEmoji, withLinks } from "../links";
import type { Written } from "../outbox";
import { ending } from "../state";
import type { Author } from "../wire";
import { Face } from "./Face";
import { File, isPicture, Picture } from "./Files";
import { Icon } from "./Icon";
import { ALERT, CHECK, CHECKS, CLOCK } from "./icons";
import { authorOf } from "./names";
import { scene } from "./scene";
import { waiting } from "./waiting";

export function Bubbles({ group }: { group: Group }) {
  return group.author ? <Theirs group={group} author={group.author} /> : <Own group={group} />;
}

function Theirs({ group, author }: { group: Group; author: Author }) {
  const { state, say } = scene;
  const person = authorOf(author, state, say);
  const { name } = person;
  return (
    <div class="g op">
      <Face person={person} />
      <p class="meta" aria-hidden="true">
        <b>
          <bdi>{name}</bdi>
        </b>
        <time>{say.time(group.bubbles[0]?.at ?? "")}</time>
        {author.type === "system" && say.automatic}
      </p>
      {group.bubbles.map((bubble) => (
        <Message key={bubble.key} bubble={bubble} name={author.type === "system" ? `${name}, ${say.automatic}` : name} />
      ))}
    </div>
  );
}

function Own({ group }: { group: Group }) {
  const { say } = scene;
  const kind = group.delivery === "late" ? "wait" : "";
  return (
    <div class="g me">
      {group.bubbles.map((bubble) => (
        <Message key={bubble.key} bubble={bubble} name={say.you} kind={kind} />
      ))}
      {group.failure ? <Failure item={group.failure} /> : <Fate group={group} />}
    </div>
  );
}

interface MessageProps {
  bubble: Bubble;
  name: string;
  kind?: string;
}

/** The last picture carries the words; other files stand above them. */
function Message({ bubble, name, kind = "" }: MessageProps) {
  const { say } = scene;
  const { text, at, files = [], fate } = bubble;
  const who = <span class="vh">{`${name}, ${say.time(at)} `}</span>;
  if (fate === "deleted") {
    return (
      <p class="m gone">
        {who}
        {say.deleted}
      </p>
    );
  }
  const words = (
    <>
      {who}
      {linked(text)}
      {fate && <small class="ed"> {say.edited}</small>}
    </>
  );
  const carrier = text && files.findLast(isPicture);
  return (
    <>
      {files.map((file) =>
        isPicture(file) ? (
          <div key={file.id} class={`m pic ${kind}`}>
            {file !== carrier && who}
            <Picture file={file} />
            {file === carrier && <p>{words}</p>}
          </div>
        ) : (
          <File key={file.id} file={file} kind={kind}>
            {who}
          </File>
        ),
      )}
      {!carrier && (text || files.length === 0) && <p class={`m ${isEmoji(text) ? "emo" : kind}`}>{words}</p>}
    </>
  );
}

function linked(text: string) {
  return withLinks(text).map((piece) =>
    piece.href ? (
      <a href={piece.href} target="_blank" rel="noopener noreferrer nofollow">
        {piece.text}
      </a>
    ) : (
      piece.text
    ),
  );
}

function Fate({ group }: { group: Group }) {
  const { state, say } = scene;
  const { delivery } = group;
  if (delivery === "late") {
    return (
      <p class="meta">
        <Icon path={CLOCK} kind="s" />
        {waiting(state, say)}
      </p>
    );
  }
  const read = delivery === "read";
  return (
    <p class="meta">
      <time aria-hidden="true">{say.time(group.bubbles.at(-1)?.at ?? "")}</time>
      <Icon path={read ? CHECKS : CHECK} kind={read ? "s seen" : delivery === "sending" ? "s faint" : "s"} />
      <span class="vh">{read ? say.read : delivery === "sending" ? say.sending : say.sent}</span>
    </p>
  );
}

function Failure({ item }: { item: Written }) {
  const { client, state, say } = scene;
  const { id, text, files, failure } = item;
  const why = say.failures[failure?.code ?? ""] ?? failure?.detail;
  const again = () => {
    client.beginAnew();
    client.send(text, files, id);
  };
  return (
    <p class="meta bad" role="alert">
      <Icon path={ALERT} kind="s" />
      <span>{`${say.notSent} ${why}`}</span>
      {ending(state)?.reason !== "ended" && <button onClick={again}>{say.sendAgain}</button>}
      <button onClick={() => client.drop(id)}>{say.delete}</button>
    </p>
  );
}
