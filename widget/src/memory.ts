// What outlives the page: one key of localStorage for each server and placement, shared by the tabs.
import type { State } from "./state";

/** Answers that are typed and not sent yet, and the form they are for. */
export interface Sheet {
  form: string;
  values: Record<string, string>;
}

export interface Saved extends Partial<Omit<State, "link" | "last" | "typing" | "skew" | "menu" | "emoji" | "pageLanguage">> {
  draft?: string;
  sheet?: Sheet;
}

export class Memory {
  /** The last that was read or written: all there is where the storage is refused. */
  #known: Saved = {};
  readonly #key: string;

  constructor(key: string) {
    this.#key = key;
  }

  read(): Saved {
    try {
      const text = localStorage.getItem(this.#key);
      if (text) this.#known = JSON.parse(text) as Saved;
    } catch {
      // refused or spoilt: what this tab knows has to do
    }
    return this.#known;
  }

  /** Changes some fields; the others stay as another tab may just have written them. */
  write(how: (saved: Saved) => Saved): void {
    const before = this.read();
    this.#known = { ...before, ...how(before) };
    try {
      localStorage.setItem(this.#key, JSON.stringify(this.#known));
    } catch {
      // refused or full: as above
    }
  }

  onChange(listener: (saved: Saved) => void): void {
    addEventListener("storage", (event) => {
      if (event.key === this.#key && event.newValue) listener(this.read());
    });
  }
}
