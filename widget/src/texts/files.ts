// The words of files on their way, which come with the tray.
import type { Language } from "./index";

const en = {
  ofAll: (loaded: string, all: string) => `${loaded} of ${all}`,
  tooLarge: (size: string, limit: string) => `${size}, the limit is ${limit}`,
  empty: "The file is empty",
  tooMany: (count: number) => `No more than ${count} files in one message`,
  lost: "Could not be uploaded",
  again: (name: string) => `Upload ${name} again`,
  remove: (name: string) => `Remove ${name}`,
  held: "The message will go as soon as the files are uploaded",
};

const ru: typeof en = {
  ofAll: (loaded, all) => `${loaded} из ${all}`,
  tooLarge: (size, limit) => `${size}, а можно до ${limit}`,
  empty: "Файл пустой",
  tooMany: (count) => `В одном сообщении может быть до ${count} файлов`,
  lost: "Не удалось загрузить",
  again: (name) => `Загрузить ${name} ещё раз`,
  remove: (name) => `Убрать ${name}`,
  held: "Сообщение уйдёт, как только загрузятся файлы",
};

export const fileWords: Record<Language, typeof en> = { en, ru };
