// Russian: the words of the widget.
import type { Texts } from "./en";

export const texts: Texts = {
  // launcher and preview
  openChat: "Открыть чат",
  leaveMessage: "Оставить сообщение",
  hideChat: "Свернуть чат",
  newMessages: { one: "новое сообщение", few: "новых сообщения", many: "новых сообщений", other: "новых сообщения" },
  now: "сейчас",
  hide: "Скрыть",
  // header and menu
  chat: "Чат",
  chatWith: (company) => `Чат «${company}»`,
  online: "На связи",
  away: "Не на связи",
  nobody: "Сейчас нас нет на связи",
  menu: "Меню",
  close: "Закрыть окно",
  language: "Язык",
  theme: "Тема",
  system: "Как на устройстве",
  light: "Светлая",
  dark: "Тёмная",
  // greeting
  greeting: "Здравствуйте! Чем помочь?",
  areOnline: (names) => `${names} на связи`,
  nobodyYet: "Сейчас нас нет на связи. Напишите, и мы ответим сюда, как только вернёмся",
  // connection
  lost: "Связь прервалась, подключаемся снова",
  unavailable: "Чат сейчас недоступен",
  off: "Чат сейчас закрыт",
  offKept: "Напишите – отправим, как только он откроется",
  // conversation
  conversation: "Переписка",
  you: "Вы",
  joined: (name) => `Вам отвечает ${name}`,
  isTyping: (name) => `${name} печатает`,
  operator: "Оператор",
  automatic: "автоматически",
  ended: (time) => `Разговор завершён в ${time}`,
  endedOn: (day, time) => `Разговор завершён ${day} в ${time}`,
  rated: (score, best) => `Вы поставили ${score} из ${best}`,
  startNew: "Начать новый разговор",
  endedForGood: "Оператор завершил диалог",
  toEnd: "К новым сообщениям",
  // delivery
  sending: "Отправляем",
  sendLater: "Отправим, как только вернётся связь",
  sendOnceOpen: "Отправим, когда чат откроется",
  sent: "отправлено",
  read: "прочитано",
  notSent: "Не отправлено.",
  sendAgain: "Отправить ещё раз",
  delete: "Удалить",
  failures: {
    chat_closed: "Разговор уже завершён.",
    chat_ended: "Оператор завершил диалог.",
    too_long: "Сообщение слишком длинное.",
    bad_text: "В нём есть недопустимые символы.",
    not_found: "Такого разговора больше нет.",
  },
  // composer
  placeholder: "Напишите сообщение…",
  send: "Отправить",
  tooLong: "Слишком длинно для одного сообщения: сократите текст или отправьте его по частям",
};
