// Frames and states for the tests.
import { initial, type State } from "../state";
import type { Ask, Author, ChatEvent, Config, Step } from "../wire";

export const visitor: Author = { type: "visitor" };
export const sveta = { id: 1, name: "Света", photo: null };
/** Who sends automatic messages. */
export const system: Author = { type: "system" };
export const operator: Author = { type: "operator", ...sveta };

export const config: Config = {
  placement: "default",
  company: "Чайная лавка",
  language: "ru",
  greeting: "",
  operators: [{ ...sveta, state: "online" }],
  online: true,
};

/** A moment of one morning: minutes and seconds after ten o'clock. */
export function at(minute: number, second = 0): string {
  return new Date(Date.UTC(2026, 10, 25, 10, minute, second)).toISOString();
}

interface Place {
  chat?: number;
  prev?: number;
  at?: string;
  id?: string;
}

function place(seq: number, { chat = 1, prev = seq - 1, at: moment = at(seq), id }: Place) {
  return { type: "event" as const, chat, seq, prev, at: moment, id };
}

export function message(seq: number, author: Author, text: string, where: Place = {}): ChatEvent {
  return { ...place(seq, where), kind: "message", author, data: { text } };
}

export function edited(seq: number, of: number, text?: string, where: Place = {}): ChatEvent {
  return { ...place(seq, where), kind: "edited", author: operator, data: { seq: of, text } };
}

export function deleted(seq: number, of: number, where: Place = {}): ChatEvent {
  return { ...place(seq, where), kind: "deleted", author: operator, data: { seq: of } };
}

export function taken(seq: number, where: Place = {}): ChatEvent {
  return { ...place(seq, where), kind: "taken", author: operator, data: { operator: sveta } };
}

export function closed(seq: number, reason: "done" | "ended" = "done", where: Place = {}): ChatEvent {
  return { ...place(seq, where), kind: "closed", author: operator, data: { reason } };
}

export function rated(seq: number, score: number, where: Place = {}): ChatEvent {
  return { ...place(seq, where), kind: "rated", author: visitor, data: { score, out_of: 5 } };
}

export const stars: Step = { kind: "scale", id: "stars", title: "Оцените нас", low: 1, high: 5, style: "stars", required: true };
export const comment: Step = { kind: "text", id: "comment", title: "Что улучшить?", input: "text", required: false };

export function ask(steps: Step[], answers: Record<string, string> = {}, chat = 1): Ask {
  return { type: "ask", chat, form: "rating", steps, answers };
}

export function reopened(seq: number, where: Place = {}): ChatEvent {
  return { ...place(seq, where), kind: "reopened", author: operator, data: {} };
}

/** A visitor who is connected, with an empty conversation 1. */
export function connected(): State {
  return { ...initial, link: "open", token: "t", epoch: "e", config };
}
