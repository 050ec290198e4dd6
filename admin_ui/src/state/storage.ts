/** The browser's storage, where everything survives a reload; it may be refused or full, then memory has to do. */
const memory = new Map<string, string>();
const prefix = "besedka.";

export function recall(key: string): string | null {
  try {
    return localStorage.getItem(prefix + key) ?? memory.get(key) ?? null;
  } catch {
    return memory.get(key) ?? null;
  }
}

export function keep(key: string, value: string): void {
  try {
    localStorage.setItem(prefix + key, value);
    memory.delete(key);
  } catch {
    memory.set(key, value);
  }
}

export function forget(key: string): void {
  memory.delete(key);
  try {
    localStorage.removeItem(prefix + key);
  } catch {
    // nothing was kept there
  }
}

/** Every kept pair whose key begins so, keys given without the beginning. */
export function recallAll(beginning: string): [string, string][] {
  const pairs = new Map(memory);
  try {
    for (let i = 0; i < localStorage.length; i++) {
      const key = localStorage.key(i);
      const value = key === null ? null : localStorage.getItem(key);
      if (key?.startsWith(prefix) && value !== null) pairs.set(key.slice(prefix.length), value);
    }
  } catch {
    // memory is all there is
  }
  return [...pairs]
    .filter(([key]) => key.startsWith(beginning))
    .map(([key, value]) => [key.slice(beginning.length), value]);
}
