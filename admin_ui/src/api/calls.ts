/** The server's calls by name. */
import { answer, http } from "./client";
import { randomId } from "./random";
import type { Company, Placement } from "./types";

export const getSetup = () => answer(http.GET("/api/v1/setup"));
export const getMe = () => answer(http.GET("/api/v1/session"));
export const getStatuses = () => answer(http.GET("/api/v1/statuses"));
export const getPlugins = () => answer(http.GET("/api/v1/plugins"));
export const getPlacement = () => answer(http.GET("/api/v1/placements/default"));
export const getTicket = () => answer(http.POST("/api/v1/socket-ticket")).then(({ ticket }) => ticket);

export const createOwner = (body: { key: string; name: string; email: string; password: string; language: string }) =>
  answer(http.POST("/api/v1/setup/owner", { body }));
export const signIn = (body: { email: string; password: string; remember: boolean }) =>
  answer(http.POST("/api/v1/session", { body }));
export const signOut = () => answer(http.DELETE("/api/v1/session"));

export const changeCompany = (body: Partial<Company>) => answer(http.PATCH("/api/v1/company", { body }));
export const changePlacement = (body: Partial<Placement>) => answer(http.PATCH("/api/v1/placements/default", { body }));
export const changeOperator = (id: number, body: { name?: string; language?: string }) =>
  answer(http.PATCH("/api/v1/operators/{id}", { params: { path: { id } }, body }));

export interface ListQuery {
  view: string;
  holder?: "me";
  empty?: boolean;
  cursor?: string;
  limit?: number;
}
export const getRows = (query: ListQuery) => answer(http.GET("/api/v1/chats", { params: { query } }));

const ofChat = (id: number) => ({ path: { id } });
export const getRow = (id: number) => answer(http.GET("/api/v1/chats/{id}", { params: ofChat(id) }));
export const getClient = (id: number) => answer(http.GET("/api/v1/chats/{id}/client", { params: ofChat(id) }));
export const getEvents = (id: number, before?: number) =>
  answer(http.GET("/api/v1/chats/{id}/events", { params: { ...ofChat(id), query: { before, limit: 50 } } }));

const command = (id: number) => ({ ...ofChat(id), header: { "Idempotency-Key": randomId() } });
export const takeChat = (id: number) => answer(http.POST("/api/v1/chats/{id}/take", { params: command(id) }));
export const returnChat = (id: number) => answer(http.POST("/api/v1/chats/{id}/return", { params: command(id) }));
export const setStatus = (id: number, status: number) =>
  answer(http.POST("/api/v1/chats/{id}/status", { params: command(id), body: { status } }));
