// English: the words of the widget. The Russian ones have the same keys, held by the type.

/** Forms of a counted noun by the categories of Intl.PluralRules. */
export type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

export const texts = {
  // launcher and preview
  openChat: "Open chat",
  leaveMessage: "Leave a message",
  hideChat: "Minimise chat",
  newMessages: { one: "new message", other: "new messages" } as Forms,
  now: "now",
  hide: "Hide",
  // header and menu
  chat: "Chat",
  chatWith: (company: string) => `Chat with ${company}`,
  online: "Online",
  away: "Away",
  nobody: "We are away right now",
  menu: "Menu",
  close: "Close window",
  sound: "Sound",
  language: "Language",
  theme: "Theme",
  system: "As on the device",
  light: "Light",
  dark: "Dark",
  // greeting
  greeting: "Hello! How can we help?",
  areOnline: (names: string, count: number) => `${names} ${count === 1 ? "is" : "are"} online`,
  nobodyYet: "We are away right now. Write to us, and we will answer here as soon as we are back",
  // connection
  lost: "Connection lost, reconnecting",
  unavailable: "The chat is not available right now",
  off: "The chat is closed for now",
  offKept: "Write to us anyway: your message will be sent as soon as it opens",
  // conversation
  conversation: "Conversation",
  you: "You",
  joined: (name: string) => `${name} has joined the conversation`,
  isTyping: (name: string) => `${name} is typing`,
  operator: "Operator",
  automatic: "automatic",
  ended: (time: string) => `The conversation ended at ${time}`,
  endedOn: (day: string, time: string) => `The conversation ended ${day} at ${time}`,
  rated: (score: number, best: number) => `You rated the conversation ${score} out of ${best}`,
  startNew: "Start a new conversation",
  endedForGood: "The operator has ended the conversation",
  edited: "edited",
  deleted: "Message deleted",
  photo: "Photo",
  file: "File",
  toEnd: "To the newest messages",
  // delivery
  sending: "Sending",
  sendLater: "We will send it when the connection is back",
  sendOnceOpen: "We will send it when the chat opens",
  sent: "sent",
  read: "read",
  notSent: "Not sent.",
  sendAgain: "Send again",
  delete: "Delete",
  failures: {
    chat_closed: "The conversation had ended.",
    chat_ended: "The operator has ended the conversation.",
    too_long: "The message is too long.",
    bad_text: "It has characters we cannot store.",
    not_found: "That conversation is gone.",
  } as Record<string, string>,
  // composer
  placeholder: "Write a message…",
  send: "Send",
  attach: (count: number, size: string) => `Attach files: up to ${count}, each up to ${size}`,
  emoji: "Emoji",
  tooLong: "Too long for one message: shorten it or send it in parts",
};

export type Texts = typeof texts;
