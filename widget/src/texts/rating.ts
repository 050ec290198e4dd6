// The words of the rating, which come with it. Its questions come from the server.
import type { Language } from "./index";

const en = {
  marks: ["Bad", "Not great", "Fine", "Good", "Excellent"],
  outOf: (value: number, best: number) => `${value} out of ${best}`,
  yours: (words: string) => `Your rating: ${words}`,
  notNow: "Not now",
  skip: "Skip",
  required: "Please answer this question",
  thanks: "Thank you for your rating",
};

const ru: typeof en = {
  marks: ["Плохо", "Так себе", "Нормально", "Хорошо", "Отлично"],
  outOf: (value, best) => `${value} из ${best}`,
  yours: (words) => `Ваша оценка: ${words}`,
  notNow: "Не сейчас",
  skip: "Пропустить",
  required: "Ответьте, пожалуйста, на этот вопрос",
  thanks: "Спасибо за оценку",
};

export const rating: Record<Language, typeof en> = { en, ru };
