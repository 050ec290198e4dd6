// Tells the operators what the visitor is writing, at most once a second.

const PAUSE = 1000;

export class TypingNotice {
  #told = "";
  #text = "";
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #tell: (text: string) => void;

  constructor(tell: (text: string) => void) {
    this.#tell = tell;
  }

  write(text: string): void {
    this.#text = text;
    if (this.#timer === undefined) this.#flush();
  }

  /** The message has gone: it ends the typing by itself. */
  sent(): void {
    this.#text = this.#told = "";
  }

  #flush(): void {
    if (this.#text === this.#told) return;
    this.#told = this.#text;
    this.#tell(this.#text);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#flush();
    }, PAUSE);
  }
}
