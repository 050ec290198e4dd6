/** The server's calls by name. */
import { answer, http } from "./client";
import { randomId } from "./random";
import type { Language } from "../texts/i18n";
import type { Company, Draft, Placement } from "./types";
import type { View } from "../chats/views";

export const getSetup = () => answer(http.GET("/api/v1/setup"));
export const getMe = () => answer(http.GET("/api/v1/session"));
export const getOperators = () => answer(http.GET("/api/v1/operators"));
export const getStatuses = () => answer(http.GET("/api/v1/statuses"));
const website = { params: { path: { name: "default" } } };
export const getPlacement = () => answer(http.GET("/api/v1/placements/{name}", website));
export const getTicket = () => answer(http.POST("/api/v1/socket-ticket")).then(({ ticket }) => ticket);

export const createOwner = (body: { key: string; name: string; email: string; password: string; language: Language }) =>
  answer(http.POST("/api/v1/setup/owner", { body }));
export const signIn = (body: { email: string; password: string; remember: boolean }) =>
  answer(http.POST("/api/v1/session", { body }));
export const signOut = () => answer(http.DELETE("/api/v1/session"));

export const changeCompany = (body: Company & { language: Language }) =>
  answer(http.PATCH("/api/v1/company", { body }));
export const changePlacement = (body: Partial<Placement>) =>
  answer(http.PATCH("/api/v1/placements/{name}", { ...website, body }));
export const changeOperator = (id: number, body: { language: Language }) =>
  answer(http.PATCH("/api/v1/operators/{operator}", { params: { path: { operator: id } }, body }));

export interface ListQuery {
  view: View;
  q?: string;
  status?: number;
  holder?: string;
  tag?: string;
  since?: string;
  until?: string;
  empty?: boolean;
  cursor?: string;
  limit?: number;
}
export const getRows = (query: ListQuery) => answer(http.GET("/api/v1/chats", { params: { query } }));

const ofChat = (chat: number) => ({ path: { chat } });
export const getRow = (id: number) => answer(http.GET("/api/v1/chats/{chat}", { params: ofChat(id) }));
export const getClient = (id: number) => answer(http.GET("/api/v1/chats/{chat}/client", { params: ofChat(id) }));
export const getEvents = (id: number, before?: number, limit = 50) =>
  answer(http.GET("/api/v1/chats/{chat}/events", { params: { ...ofChat(id), query: { before, limit } } }));

export const getHistory = (id: number, seq: number) =>
  answer(
    http.GET("/api/v1/chats/{chat}/events/{seq}/history", { params: { path: { chat: id, seq } } }),
  ).then(({ items }) => items);

const command = (id: number) => ({ ...ofChat(id), header: { "Idempotency-Key": randomId() } });
export const takeChat = (id: number) => answer(http.POST("/api/v1/chats/{chat}/take", { params: command(id) }));
export const returnChat = (id: number) => answer(http.POST("/api/v1/chats/{chat}/return", { params: command(id) }));
export const setStatus = (id: number, status: number) =>
  answer(http.POST("/api/v1/chats/{chat}/status", { params: command(id), body: { status } }));
export const transferChat = (id: number, body: { operator: number; note: string }) =>
  answer(http.POST("/api/v1/chats/{chat}/transfer", { params: command(id), body })).then(({ chat }) => chat);
export const tagChat = (id: number, body: { add?: string[]; remove?: string[] }) =>
  answer(http.POST("/api/v1/chats/{chat}/tags", { params: command(id), body }));
export const getTags = () => answer(http.GET("/api/v1/tags")).then(({ items }) => items);
export const getColleagues = () => answer(http.GET("/api/v1/colleagues")).then(({ items }) => items);
export const getDrafts = () => answer(http.GET("/api/v1/drafts")).then(({ items }) => items);
export const saveDraft = (id: number, body: { mode: Draft["mode"]; text: string }) =>
  answer(http.PUT("/api/v1/chats/{chat}/draft", { params: ofChat(id), body }));
export const takeNext = () => answer(http.POST("/api/v1/chats/next"));
export const getPanels = (id: number) =>
  answer(http.GET("/api/v1/chats/{chat}/panels", { params: ofChat(id) })).then(({ items }) => items);
