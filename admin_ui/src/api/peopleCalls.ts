/** The calls about statuses, operators and oneself by name. */
import { answer, http } from "./client";
import type { Colour, Company, NewOperator, OperatorChange, Status } from "./types";

const ofStatus = (status: number) => ({ params: { path: { status } } });
const ofOperator = (operator: number) => ({ params: { path: { operator } } });

export const getStatusCounts = () => answer(http.GET("/api/v1/statuses/counts"));
export const addStatus = (body: { name: string; colour: Colour; group: Status["group"] }) =>
  answer(http.POST("/api/v1/statuses", { body }));
export const changeStatus = (id: number, body: { version: number; name?: string; colour?: Colour }) =>
  answer(http.PATCH("/api/v1/statuses/{status}", { ...ofStatus(id), body }));
export const orderStatuses = (group: Status["group"], ids: number[]) =>
  answer(http.PUT("/api/v1/statuses/order", { body: { group, ids } }));
export const removeStatus = (id: number) => answer(http.DELETE("/api/v1/statuses/{status}", ofStatus(id)));
export const restoreStatus = (id: number) => answer(http.POST("/api/v1/statuses/{status}/restore", ofStatus(id)));
export const moveChats = (id: number, into: number) =>
  answer(http.POST("/api/v1/statuses/{status}/move", { ...ofStatus(id), body: { into } }));

export const addOperator = (body: NewOperator) => answer(http.POST("/api/v1/operators", { body }));
export const patchOperator = (id: number, body: OperatorChange) =>
  answer(http.PATCH("/api/v1/operators/{operator}", { ...ofOperator(id), body }));
export const removeOperator = (id: number, chatsTo: number | "queue") =>
  answer(http.DELETE("/api/v1/operators/{operator}", { ...ofOperator(id), body: { chats_to: chatsTo } }));

export const getCompany = () => answer(http.GET("/api/v1/company"));
export const patchCompany = (body: Partial<Omit<Company, "language">> & { language?: "en" | "ru" }) =>
  answer(http.PATCH("/api/v1/company", { body }));
