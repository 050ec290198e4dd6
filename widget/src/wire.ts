// The types of what passes between server and widget (docs/wire.md).

export interface Person {
  id: number;
  name: string;
  photo: string | null;
}

export interface Operator extends Person {
  state: "online" | "offline";
}

export interface Config {
  placement: string;
  company: string;
  language: string | null;
  greeting: string | null;
  operators: Operator[];
  online: boolean;
}

export interface Session {
  token: string;
  visitor: number;
  chat: number | null;
  last: number;
  epoch: string;
  config: Config;
}

export interface Page {
  url: string;
  title: string;
}

export interface Author {
  type: "visitor" | "operator" | "system";
  id?: number;
  name?: string;
  photo?: string | null;
}

interface Position {
  type: "event";
  chat: number;
  seq: number;
  prev: number;
  author: Author;
  at: string;
  id?: string | null;
}

export type Message = Position & { kind: "message"; data: { text: string } };
export type Taken = Position & { kind: "taken"; data: { operator: Person } };
export type Closed = Position & { kind: "closed"; data: { reason: "done" | "ended" } };
export type Reopened = Position & { kind: "reopened"; data: object };
export type ChatEvent = Message | Taken | Closed | Reopened;

export interface EventPage {
  items: ChatEvent[];
  next: number | null;
  earlier: number | null;
}

export interface Hello {
  type: "hello";
  v: 1;
  token: string;
  chat?: number;
  after?: number;
  epoch?: string;
}

export interface Send {
  type: "send";
  id: string;
  chat?: number;
  text: string;
}

export type ClientFrame =
  | Hello
  | Send
  | { type: "typing"; chat?: number; text: string }
  | { type: "read"; chat: number; seq: number }
  | ({ type: "page" } & Page);

export interface Welcome {
  type: "welcome";
  chat?: number | null;
  last: number;
  epoch: string;
  now: string;
}

export interface Ack {
  type: "ack";
  id: string;
  chat: number;
  seq: number;
  at: string;
}

export interface Refusal {
  type: "error";
  id?: string | null;
  code: string;
  detail: string;
  retry_after?: number | null;
}

export type ServerFrame =
  | Welcome
  | Ack
  | Refusal
  | ChatEvent
  | { type: "read"; chat: number; by: "visitor" | "operator"; seq: number }
  | { type: "typing"; chat: number; by: "visitor" | "operator"; text?: string | null }
  | { type: "presence"; operators: Operator[] }
  | { type: "resync"; chat: number };
