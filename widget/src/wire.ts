// What passes between server and widget: the server's own types, with the events told apart by their kind.
import type { components } from "./schema";

type Schemas = components["schemas"];
type Frame<Name extends keyof Schemas> = Readonly<Schemas[Name]>;

export type Person = Schemas["ShownFace"];
export type Operator = Schemas["PresentOperator"];
/** How many files at once and how large; what an older server has said, and is remembered, does not tell. */
export type Config = Omit<Schemas["WidgetConfig"], "files"> & { files?: FileLimits };
export interface FileLimits {
  max_bytes: number;
  max_count: number;
}
export type Session = Omit<Schemas["VisitorSessionAnswer"], "config"> & { config: Config };
export type Page = Pick<Schemas["PageBody"], "url"> & { title: string };
export type Author = Schemas["ShownAuthor"];

type OfKind<Kind, Data> = Omit<Frame<"EventFrame">, "kind" | "data"> & { kind: Kind; data: Data };
export interface StoredFile {
  id: string;
  name: string;
  type: string;
  size_bytes: number;
  /** Of pictures. */
  width?: number | null;
  height?: number | null;
}
/** Without an address it is one's own, and its event has not come yet. */
export interface SharedFile extends StoredFile {
  url?: string;
}
/** The text as it is now; what was deleted has none. */
export type Message = OfKind<"message", { text?: string; edited_at?: string | null; deleted_at?: string | null; files?: SharedFile[] }>;
export type Edited = OfKind<"edited", { seq: number; text?: string }>;
export type Deleted = OfKind<"deleted", { seq: number }>;
export type Taken = OfKind<"taken", { operator: Person }>;
export type Closed = OfKind<"closed", { reason: "done" | "ended" }>;
export type Reopened = OfKind<"reopened", object>;
export type Rated = OfKind<"rated", { score: number; out_of: number }>;
export type ChatEvent = Message | Edited | Deleted | Taken | Closed | Reopened | Rated;

export type EventPage = Omit<Schemas["VisitorEventPage"], "items"> & { items: ChatEvent[] };

export type Hello = Frame<"VisitorHello">;
export type Send = Frame<"Send"> & { files?: string[] };
export type Answer = Frame<"Answer">;
export type Identify = Frame<"Identify">;
export type ClientFrame = Hello | Send | Answer | Frame<"Type"> | Frame<"Read"> | Frame<"OpenPage"> | Identify;

export type Welcome = Frame<"Welcome">;
export type Ask = Frame<"Ask">;
export type Step = Ask["steps"][number];
export type Ack = Frame<"Ack">;
export type Refusal = Frame<"ErrorFrame">;
export type ServerFrame =
  | Welcome
  | Ack
  | Ask
  | Refusal
  | ChatEvent
  | Frame<"ReadFrame">
  | Frame<"TypingFrame">
  | Frame<"PresenceFrame">
  | Frame<"Resync">;
