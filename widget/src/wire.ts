// What passes between server and widget: the server's own types, with the events told apart by their kind.
import type { components } from "./schema";

type Schemas = components["schemas"];
type Frame<Name extends keyof Schemas> = Readonly<Schemas[Name]>;

export type Person = Schemas["ShownFace"];
export type Operator = Schemas["PresentOperator"];
export type Config = Schemas["WidgetConfig"];
export type Session = Schemas["VisitorSessionAnswer"];
export type Page = Pick<Schemas["PageBody"], "url"> & { title: string };
export type Author = Schemas["ShownAuthor"];

type OfKind<Kind, Data> = Omit<Frame<"EventFrame">, "kind" | "data"> & { kind: Kind; data: Data };
export type Message = OfKind<"message", { text: string }>;
export type Taken = OfKind<"taken", { operator: Person }>;
export type Closed = OfKind<"closed", { reason: "done" | "ended" }>;
export type Reopened = OfKind<"reopened", object>;
export type Rated = OfKind<"rated", { score: number; out_of: number }>;
export type ChatEvent = Message | Taken | Closed | Reopened | Rated;

export type EventPage = Omit<Schemas["VisitorEventPage"], "items"> & { items: ChatEvent[] };

export type Hello = Frame<"VisitorHello">;
export type Send = Frame<"Send">;
export type Answer = Frame<"Answer">;
export type ClientFrame = Hello | Send | Answer | Frame<"Type"> | Frame<"Read"> | Frame<"OpenPage">;

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
