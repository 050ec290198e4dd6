/** Rows and events as the server would send them. */
import type { ChatEvent, Row } from "../src/api/types";

export const at = (minute: number) => new Date(Date.UTC(2026, 10, 12, 11, minute)).toISOString();

export const row = (fields: Partial<Row> = {}): Row => ({
  id: 1,
  client: { id: 1, name: "Anna" },
  channel: "webchat",
  state: "queue",
  status: null,
  operator: null,
  opened_at: at(0),
  closed_at: null,
  waiting_since: at(0),
  last: null,
  seq: 1,
  client_messages: 1,
  due_at: null,
  due_since: null,
  due_title: null,
  overdue_since: null,
  rating: null,
  tags: [],
  unread: 1,
  online: false,
  page: null,
  ...fields,
});

export const ivan = { id: 2, name: "Ivan", photo: null };

export const held = (fields: Partial<Row> = {}): Row =>
  row({ state: "in_progress", operator: ivan, status: 1, ...fields });

export const said = (minute: number) => ({
  kind: "message",
  author: { type: "visitor" as const },
  text: "hi",
  at: at(minute),
  seq: 1,
  files: 0,
  image: false,
});

export const event = (seq: number, fields: Partial<ChatEvent> = {}): ChatEvent => ({
  type: "event",
  chat: 1,
  seq,
  prev: seq - 1,
  kind: "message",
  author: { type: "visitor" },
  at: at(seq),
  data: { text: `message ${seq}` },
  ...fields,
});
