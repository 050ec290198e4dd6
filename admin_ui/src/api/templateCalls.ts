/** Calls about templates; each answers with all that one sees. */
import { answer, http } from "./client";
import type { Level, TemplateList, TemplatePlace, TemplateWords } from "./types";

export const getTemplates = () => answer(http.GET("/api/v1/templates")).then((list): TemplateList => list!);
export const addTemplates = (level: Level, items: TemplateWords[]) =>
  answer(http.POST("/api/v1/templates", { body: { level, items } }));
export const arrangeTemplates = (level: Level, items: TemplatePlace[]) =>
  answer(http.PUT("/api/v1/templates/order", { body: { level, items } }));

const numbered = (template: number) => ({ params: { path: { template } } });
export const changeTemplate = (id: number, body: Partial<TemplateWords>) =>
  answer(http.PATCH("/api/v1/templates/{template}", { ...numbered(id), body }));
export const removeTemplate = (id: number) => answer(http.DELETE("/api/v1/templates/{template}", numbered(id)));
