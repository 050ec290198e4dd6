// The widget on the page: takes the launcher over from the loader, draws both boxes at every change, and moves the focus.
import { render } from "preact";
import type { Box, placeBox } from "./boxes";
import type { Client } from "./client";
import { cover } from "./cover";
import { dark, isTouch, small } from "./screen";
import { dress } from "./sheets";
import type { Introduction } from "./introduction";
import type { Site } from "./main";
import type { News } from "./news";
import type { State } from "./state";
import { chosenLanguage, speech, type Speech } from "./texts";
import { ChatWindow } from "./views/ChatWindow";
import { Launcher } from "./views/Launcher";
import { withRest } from "./views/lazy";
import { setScene } from "./views/scene";

/** Where one writes, or what has taken its place. */
const BELOW = ".comp textarea, .foot :is(button, input, textarea):not([tabindex='-1'])";

export class SiteWidget {
  readonly #launcher: Box;
  readonly #window: Box;
  readonly #client: Client;
  readonly #redraw = () => this.#drawSoon();
  #say: Speech;
  #drawing = false;
  /** Opened by the visitor's own deed, not by coming back to the page: only then may the focus move. */
  #byHand = false;
  #wasOpen: State["open"] = null;
  #wasBelow = false;
  #covers = false;
  readonly #isPage: boolean;

  constructor(place: typeof placeBox, launcher: Box, client: Client, say: Speech, site: Pick<Site, "tell" | "isPage">) {
    this.#isPage = site.isPage;
    if (site.isPage) client.state = { ...client.state, open: true };
    this.#launcher = launcher;
    this.#client = client;
    this.#say = say;
    this.#window = place("besedka-window", this.#redraw);
    this.#takeOver();
    for (const { host } of [launcher, this.#window]) {
      // a site's hot keys must not fire while somebody writes
      for (const type of ["keydown", "keypress", "keyup"]) host.addEventListener(type, (event) => event.stopPropagation());
    }
    for (const query of [dark, small]) query.addEventListener("change", this.#redraw);
    client.start(this.#redraw, (name, detail) => {
      site.tell(name, detail);
      if (name === "message") this.#ring(detail as News["message"]);
    });
  }

  readonly open = () => {
    this.#byHand = true;
    this.#client.set({ open: true });
  };

  readonly close = () => this.#isPage || this.#client.set({ open: false, menu: false, emoji: false });

  identify(who: Introduction): void {
    this.#client.identify(who);
  }

  /** A page that nobody has touched yet stays silent. */
  #ring({ chat, from, at }: News["message"]): void {
    const isHeard = navigator.userActivation?.hasBeenActive !== false;
    const isRead = this.#client.state.open === true && document.hasFocus();
    if (from === "visitor" || !(isRead || isHeard)) return;
    const message = `${chat} ${at}`;
    withRest((rest) => rest.ring(message, isRead, () => this.#client.takesRing(message)));
  }

  /** Our launcher stands where the loader's stood; the focus stays on it. */
  #takeOver(): void {
    const launcher = this.#launcher;
    const focused = launcher.activeElement;
    launcher.replaceChildren();
    dress(launcher);
    dress(this.#window);
    this.#draw();
    if (focused) focus(launcher, ".launcher");
  }

  #drawSoon(): void {
    if (this.#drawing) return;
    this.#drawing = true;
    queueMicrotask(() => this.#draw());
  }

  #draw(): void {
    this.#drawing = false;
    const { state } = this.#client;
    const active = this.#window.activeElement; // asked while the old views still stand
    this.#wasBelow = active?.matches(".comp *, .foot *, .emoji *") === true;
    this.#paint();
    setScene({ client: this.#client, state, say: this.#say, open: this.open, close: this.close, redraw: this.#redraw, isPage: this.#isPage });
    render(!this.#isPage && <Launcher />, this.#launcher);
    render(state.open && <ChatWindow />, this.#window);
    this.#moveFocus(active);
    this.#cover(state.open === true && small.matches);
    this.#speak(chosenLanguage(state)).catch(() => {});
  }

  #paint(): void {
    const { theme } = this.#client.state;
    const isDark = theme === "system" ? dark.matches : theme === "dark";
    for (const { host } of [this.#launcher, this.#window]) host.dataset.theme = isDark ? "dark" : "light";
    if (this.#isPage) this.#window.host.dataset.page = "";
  }

  /** Into the window that opens, back to the launcher when it closes, and on to what takes the place of where it was below. */
  #moveFocus(active: Element | null): void {
    const { state } = this.#client;
    const opened = state.open && !this.#wasOpen;
    if (opened && this.#byHand) focus(this.#window, isTouch() ? ".window" : BELOW);
    else if (!state.open && active) focus(this.#launcher, ".launcher");
    else if (active && !active.isConnected) focus(this.#window, this.#wasBelow ? BELOW : ".window");
    this.#wasOpen = state.open;
  }

  #cover(wanted: boolean): void {
    if (wanted === this.#covers) return;
    this.#covers = wanted;
    cover(this.#window.host, wanted);
  }

  /** Another language than the one on the screen has to be fetched first; if that fails, this one has to do. */
  async #speak(language: Speech["lang"]): Promise<void> {
    if (language === this.#say.lang) return;
    this.#say = await speech(language);
    this.#redraw();
  }
}

function focus(box: Box, selector: string): void {
  (box.querySelector<HTMLElement>(selector) ?? box.querySelector<HTMLElement>(".window"))?.focus();
}
