/** The wire by hand, after docs/wire.md, in the shape that openapi-typescript gives: schema.d.ts takes its place. */

export interface components {
  schemas: {
    Setup: { needs_owner: boolean; language: string };
    Company: { name: string; language: string; zone: string };
    Me: {
      id: number;
      name: string;
      display_name: string;
      email: string;
      language: string | null;
      administrator: boolean;
      owner: boolean;
      photo: string | null;
      company: components["schemas"]["Company"];
    };
    Operator: {
      id: number;
      name: string;
      display_name: string;
      email: string;
      administrator: boolean;
      owner: boolean;
      photo: string | null;
      state: "online" | "offline";
    };
    Face: { id: number; name: string; photo: string | null };
    FaceState: { id: number; name: string; photo: string | null; state: "online" | "offline" };
    Status: {
      id: number;
      name: string;
      group: "in_progress" | "closed";
      colour: string;
      star: boolean;
      builtin: "in_progress" | "done" | "spam" | null;
    };
    Placement: { name: string; sites: string[]; greeting: string; tracking: boolean };
    PluginInfo: {
      name: string;
      title: string;
      version: string;
      kinds: string[];
      enabled: boolean;
      state: "active" | "disabled" | "broken" | "incompatible";
      error: string | null;
    };
    Author: { type: "visitor" | "operator" | "system"; id?: number | null; name?: string | null; photo?: string | null };
    Page: { url: string; title: string; at: string };
    Last: { kind: string; author: components["schemas"]["Author"]; text: string; at: string; seq: number };
    Row: {
      id: number;
      client: { id: number; name: string | null };
      channel: string;
      state: "empty" | "queue" | "in_progress" | "closed";
      status: number | null;
      operator: components["schemas"]["Face"] | null;
      opened_at: string;
      closed_at: string | null;
      waiting_since: string | null;
      last: components["schemas"]["Last"] | null;
      seq: number;
      client_messages: number;
      unread?: number | null;
      online: boolean;
      page: components["schemas"]["Page"] | null;
    };
    Visit: {
      id: number;
      number: number;
      started_at: string;
      last_at: string;
      referrer: string | null;
      campaign: Record<string, string> | null;
      pages: components["schemas"]["Page"][];
    };
    ClientCard: { client: { id: number; name: string | null }; visits: components["schemas"]["Visit"][] };
    EventFrame: {
      type: "event";
      chat: number;
      seq: number;
      prev: number;
      kind: string;
      author: components["schemas"]["Author"];
      at: string;
      data: Record<string, unknown>;
      id?: string | null;
    };
    ReadFrame: {
      type: "read";
      chat: number;
      by: "visitor" | "operator";
      seq: number;
      operator?: number | null;
      unread?: number | null;
    };
    ProblemDocument: {
      code: string;
      detail: string;
      status: number;
      field?: string | null;
      errors?: { field: string; detail: string }[] | null;
      holder?: components["schemas"]["Face"] | null;
    };
  };
}

export type FromServer =
  | { type: "welcome"; chat?: number | null; last: number; epoch: string; now: string }
  | { type: "ack"; id: string; chat: number; seq: number; at: string }
  | components["schemas"]["EventFrame"]
  | components["schemas"]["ReadFrame"]
  | { type: "typing"; chat: number; by: "visitor" | "operator"; text?: string | null; operator?: number | null }
  | { type: "presence"; operators: components["schemas"]["FaceState"][] }
  | ({ type: "chat" } & components["schemas"]["Row"])
  | { type: "gone"; chat: number }
  | { type: "counts"; queue: number; in_progress: number; online: number; overdue: number }
  | { type: "resync"; chat: number }
  | {
      type: "error";
      id?: string | null;
      code: string;
      detail: string;
      field?: string | null;
      retry_after?: number | null;
      holder?: components["schemas"]["Face"] | null;
    };

export type ToServer =
  | { type: "hello"; v: 1; ticket: string; epoch?: string }
  | { type: "send"; id: string; chat: number; text: string; note?: boolean }
  | { type: "typing"; chat: number; text?: string }
  | { type: "read"; chat: number; seq: number }
  | { type: "watch"; chat: number; after: number }
  | { type: "unwatch"; chat: number };

type Schemas = components["schemas"];
type Json<T> = { content: { "application/json": T } };
type Call<Answer, Parameters = object, Body = never> = ([Body] extends [never] ? object : { requestBody: Json<Body> }) & {
  parameters: Parameters;
  responses: { 200: Json<Answer>; default: { content: { "application/problem+json": Schemas["ProblemDocument"] } } };
};
type OfChat = { path: { id: number } };
type Command = OfChat & { header: { "Idempotency-Key": string } };
type List<Item, Next> = { items: Item[]; next: Next | null };

export interface paths {
  "/api/v1/setup": { get: Call<Schemas["Setup"]> };
  "/api/v1/setup/owner": {
    post: Call<Schemas["Me"], object, { key: string; name: string; email: string; password: string; language?: string }>;
  };
  "/api/v1/session": {
    get: Call<Schemas["Me"]>;
    post: Call<Schemas["Me"], object, { email: string; password: string; remember?: boolean }>;
    delete: Call<undefined>;
  };
  "/api/v1/socket-ticket": { post: Call<{ ticket: string }> };
  "/api/v1/company": { patch: Call<Schemas["Company"], object, Partial<Schemas["Company"]>> };
  "/api/v1/placements/default": {
    get: Call<Schemas["Placement"]>;
    patch: Call<Schemas["Placement"], object, Partial<Schemas["Placement"]>>;
  };
  "/api/v1/statuses": { get: Call<Schemas["Status"][]> };
  "/api/v1/operators/{id}": {
    patch: Call<Schemas["Operator"], OfChat, { name?: string; password?: string; language?: string }>;
  };
  "/api/v1/plugins": { get: Call<Schemas["PluginInfo"][]> };
  "/api/v1/chats": {
    get: Call<
      List<Schemas["Row"], string>,
      { query: { view: string; holder?: "me"; empty?: boolean; cursor?: string; limit?: number } }
    >;
  };
  "/api/v1/chats/{id}": { get: Call<Schemas["Row"], OfChat> };
  "/api/v1/chats/{id}/events": {
    get: Call<List<Schemas["EventFrame"], number>, OfChat & { query?: { before?: number; after?: number; limit?: number } }>;
  };
  "/api/v1/chats/{id}/client": { get: Call<Schemas["ClientCard"], OfChat> };
  "/api/v1/chats/{id}/take": { post: Call<Schemas["Row"], Command> };
  "/api/v1/chats/{id}/return": { post: Call<Schemas["Row"], Command> };
  "/api/v1/chats/{id}/status": { post: Call<Schemas["Row"], Command, { status: number }> };
}
