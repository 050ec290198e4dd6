/** How hard a password is to guess, roughly, as somebody types it. Pure; the server has the last word. */

export const SHORTEST = 12;

export type Strength = 0 | 1 | 2 | 3 | 4;

const runs = [
  "0123456789",
  "abcdefghijklmnopqrstuvwxyz",
  "qwertyuiop",
  "asdfghjkl",
  "zxcvbnm",
  "йцукенгшщзхъ",
  "фывапролджэ",
  "ячсмитьбю",
];
const common = ["password", "parol", "пароль", "besedka", "беседка", "admin", "админ", "welcome", "letmein"];

/** The longest stretch that follows the alphabet or the keyboard. */
function hasRun(text: string): boolean {
  for (let i = 0; i + 4 <= text.length; i++) {
    const part = text.slice(i, i + 4);
    if (runs.some((run) => run.includes(part) || [...run].reverse().join("").includes(part))) return true;
  }
  return false;
}

export function strength(password: string, personal: string[]): Strength {
  const text = password.toLocaleLowerCase();
  const length = [...text].length;
  if (length === 0) return 0;
  if (length < SHORTEST) return 1;
  const different = new Set(text).size;
  const known = [...common, ...personal.map((word) => word.toLocaleLowerCase()).filter((word) => word.length > 3)];
  if (different < 6 || hasRun(text) || known.some((word) => text.includes(word))) return 2;
  const words = text.split(/[\s_-]+/).filter((word) => word.length > 1).length;
  return length >= 18 || (words >= 3 && length >= 15) ? 4 : 3;
}
