// Lays out what the log shows: days, groups of bubbles, and the lines between them.
import { closing, type ChatLog } from "./chatlog";
import { isWritten, type Written } from "./outbox";
import { activeLog, type State } from "./state";
import type { Author, ChatEvent, Person, SharedFile } from "./wire";

/** `sending` looks like `stored`, only fainter; after a second it becomes `late` and says so. */
export type Delivery = "sending" | "late" | "failed" | "stored" | "read";

export interface Bubble {
  key: string;
  text: string;
  at: string;
  files?: SharedFile[];
  fate?: "edited" | "deleted";
}

export interface Group {
  type: "group";
  key: string;
  /** null: the visitor's own. */
  author: Author | null;
  bubbles: Bubble[];
  delivery: Delivery;
  failure?: Written;
}

export type Block =
  | { type: "day"; key: string; at: string }
  | { type: "joined"; key: string; operator: Person }
  | { type: "ended"; key: string; at: string }
  | { type: "rated"; key: string; score: number; best: number }
  | Group;

export const LATE = 1000;
const BREAK = 5 * 60_000;

/** What was refused stays where it was written; what is on its way will stand below all there is. */
export function layOut(state: State, now: number): Block[] {
  const page = new Layout();
  const written = state.outbox.filter(isWritten);
  const refused = written.filter((item) => item.failure);
  for (const log of state.chats) {
    for (const event of log.events) {
      while (refused[0] && refused[0].at < event.at) addWritten(page, refused.shift()!, now);
      addEvent(page, state, log, event);
    }
  }
  for (const item of written) if (!item.failure || refused.includes(item)) addWritten(page, item, now);
  return page.blocks;
}

/** The blocks so far; each is put under its day, and each bubble into the last group if it continues that. */
class Layout {
  readonly blocks: Block[] = [];
  #day = "";

  put(at: string, block: Block): void {
    const day = new Date(at).toDateString();
    if (day !== this.#day) this.blocks.push({ type: "day", key: day, at });
    this.#day = day;
    const last = this.blocks.at(-1);
    if (block.type === "group" && last?.type === "group" && continues(last, block)) {
      last.bubbles.push(...block.bubbles);
      last.delivery = block.delivery;
    } else this.blocks.push(block);
  }
}

function addEvent(page: Layout, state: State, log: ChatLog, event: ChatEvent): void {
  const { at, chat, seq, id, author } = event;
  const key = `${chat}:${seq}`;
  if (event.kind === "message") {
    const { text = "", files, edited_at, deleted_at } = event.data;
    const delivery = seq <= log.readByOperator ? "read" : "stored";
    const fate = deleted_at ? "deleted" : edited_at ? "edited" : undefined;
    page.put(at, group(author.type === "visitor" ? null : author, { key: id ?? key, text, at, files, fate }, delivery));
  } else if (event.kind === "taken") page.put(at, { type: "joined", key, operator: event.data.operator });
  else if (event.kind === "rated" && log.events[log.events.indexOf(event) + 1]?.kind !== "rated") {
    const { score, out_of: best } = event.data;
    page.put(at, { type: "rated", key, score, best });
  } else if (event.kind === "closed" && isTold(state, log, event)) page.put(at, { type: "ended", key, at });
}

function addWritten(page: Layout, item: Written, now: number): void {
  const { id, text, files, at, failure } = item;
  const delivery = failure ? "failed" : now - Date.parse(at) >= LATE ? "late" : "sending";
  page.put(at, { ...group(null, { key: id, text, at, files }, delivery), failure: failure && item });
}

function group(author: Author | null, bubble: Bubble, delivery: Delivery): Group {
  return { type: "group", key: bubble.key, author, bubbles: [bubble], delivery };
}

function continues(group: Group, next: Group): boolean {
  const [bubble] = next.bubbles;
  const last = group.bubbles.at(-1);
  const same = group.author?.type === next.author?.type && group.author?.id === next.author?.id;
  const near = last && bubble && Date.parse(bubble.at) - Date.parse(last.at) < BREAK;
  return same && Boolean(near) && stage(group.delivery) === stage(next.delivery) && next.delivery !== "failed";
}

/** Bubbles that are on their way, refused, or stored do not share a group. */
function stage(delivery: Delivery): Delivery {
  return delivery === "late" || delivery === "failed" ? delivery : "stored";
}

/** The last ending is told by the foot of the window, unless that asks; one that was taken back is not told at all. */
function isTold(state: State, log: ChatLog, event: ChatEvent): boolean {
  const last = closing(log);
  return last?.seq === event.seq && last.data.reason === "done" && (activeLog(state) !== log || state.form?.chat === log.id);
}
