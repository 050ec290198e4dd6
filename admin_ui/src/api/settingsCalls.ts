/** The calls of the settings pages by name. */
import { answer, http } from "./client";
import type { Stretch } from "./types";

export type Values = Record<string, unknown>;
const named = (name: string) => ({ params: { path: { name } } });
const numbered = (instance: number) => ({ params: { path: { instance } } });

export const getPlugins = () => answer(http.GET("/api/v1/plugins"));
export const getPlugin = (name: string) => answer(http.GET("/api/v1/plugins/{name}", named(name)));
export const switchPlugin = (name: string, on: boolean) =>
  answer(http.POST(on ? "/api/v1/plugins/{name}/enable" : "/api/v1/plugins/{name}/disable", named(name)));
export const saveSettings = (name: string, body: { values: Values; version: number | null }) =>
  answer(http.PUT("/api/v1/plugins/{name}/settings", { ...named(name), body }));
export const checkSettings = (
  name: string,
  body: { values: Values; provider: string | null; instance: number | null },
) => answer(http.POST("/api/v1/plugins/{name}/check", { ...named(name), body }));
export const addInstance = (name: string, body: { provider: string; name: string; values: Values }) =>
  answer(http.POST("/api/v1/plugins/{name}/instances", { ...named(name), body }));
export const changeInstance = (
  id: number,
  body: { name?: string; enabled?: boolean; values?: Values; version?: number | null },
) => answer(http.PATCH("/api/v1/instances/{instance}", { ...numbered(id), body }));
export const removeInstance = (id: number) => answer(http.DELETE("/api/v1/instances/{instance}", numbered(id)));

export const getRules = () => answer(http.GET("/api/v1/rules"));
export const saveRules = (body: { strategy: number | null; flow: number | null; chat_limit: number }) =>
  answer(http.PUT("/api/v1/rules", { body }));
export const getHours = () => answer(http.GET("/api/v1/hours"));
export const saveHours = (stretches: Stretch[]) => answer(http.PUT("/api/v1/hours", { body: { stretches } }));
