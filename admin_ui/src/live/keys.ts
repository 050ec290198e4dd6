/** Under what keys the query cache holds what the socket feeds. */
import type { Scope } from "../chats/views";

export const rowsKey = (scope: Scope) => ["rows", scope] as const;
export const allRows = ["rows"] as const;
export const chatKey = (chat: number) => ["chat", chat] as const;
export const logKey = (chat: number) => ["log", chat] as const;
export const clientKey = (chat: number) => ["client", chat] as const;
export const panelsKey = (chat: number) => ["panels", chat] as const;
/** Everything that administrators arrange: plugins, rules, hours. */
export const settingsKey = ["settings"] as const;
