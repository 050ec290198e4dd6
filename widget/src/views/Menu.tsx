// The menu of the window: sound, language and theme.
import { Component, createRef, type ComponentChildren } from "preact";
import type { Theme } from "../state";
import type { Language } from "../texts";
import { Icon } from "./Icon";
import { Radios } from "./Radios";
import { scene } from "./scene";

const DESKTOP = "M3 5a1 1 0 0 1 1-1h16a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1h-16a1 1 0 0 1-1-1v-10M7 20h10M9 16v4M15 16v4";
const LANGUAGE =
  "M9 6.371c0 4.418-2.239 6.629-5 6.629M4 6.371h7M5 9c0 2.144 2.252 3.908 6 4M12 20l4-9l4 9M19.1 18h-6.2M6.694 3l.793.582";
const MOON = "M12 3c.132 0 .263 0 .393 0a7.5 7.5 0 0 0 7.92 12.446a9 9 0 1 1-8.313-12.454l0 .008";
const PALETTE =
  "M12 21a9 9 0 0 1 0-18c4.97 0 9 3.582 9 8c0 1.06-.474 2.078-1.318 2.828c-.844.75-1.989 1.172-3.182 1.172h-2.5a2 2 0 0 0-1 3.75a1.3 1.3 0 0 1-1 2.25M7.5 10.5a1 1 0 1 0 2 0a1 1 0 1 0-2 0M11.5 7.5a1 1 0 1 0 2 0a1 1 0 1 0-2 0M15.5 10.5a1 1 0 1 0 2 0a1 1 0 1 0-2 0";
const SUN =
  "M8 12a4 4 0 1 0 8 0a4 4 0 1 0-8 0M3 12h1m8-9v1m8 8h1m-9 8v1m-6.4-15.4l.7.7m12.1-.7l-.7.7m0 11.4l.7.7m-12.1-.7l-.7.7";

const VOLUME =
  "M15 8a5 5 0 0 1 0 8M17.7 5a9 9 0 0 1 0 14M6 15h-2a1 1 0 0 1-1-1v-4a1 1 0 0 1 1-1h2l3.5-4.5a.8.8 0 0 1 1.5.5v14a.8.8 0 0 1-1.5.5l-3.5-4.5";

const LANGUAGES: [Language, string, string][] = [
  ["ru", "Русский", "Рус"],
  ["en", "English", "Eng"],
];

const THEMES: [Theme, string][] = [
  ["system", DESKTOP],
  ["light", SUN],
  ["dark", MOON],
];

export class Menu extends Component {
  readonly #box = createRef<HTMLDivElement>();

  override render() {
    const { client, state, say } = scene;
    return (
      <div class="menu" role="group" aria-label={say.menu} ref={this.#box} onKeyDown={this.#escape} onFocusOut={this.#leave}>
        <Row icon={VOLUME} label={say.sound}>
          <button class="switch" role="switch" aria-label={say.sound} aria-checked={state.sound} onClick={() => client.set({ sound: !state.sound })} />
        </Row>
        <hr />
        <Row icon={LANGUAGE} label={say.language}>
          <Radios<Language>
            kind="segments"
            label={say.language}
            value={say.lang}
            choices={LANGUAGES.map(([value, label, view]) => ({ value, label, view }))}
            choose={(language) => client.set({ language })}
          />
        </Row>
        <Row icon={PALETTE} label={say.theme}>
          <Radios<Theme>
            kind="segments"
            label={say.theme}
            value={state.theme}
            choices={THEMES.map(([value, path]) => ({ value, label: say[value], view: <Icon path={path} kind="s" /> }))}
            choose={(theme) => client.set({ theme })}
          />
        </Row>
      </div>
    );
  }

  override componentDidMount(): void {
    this.#box.current?.querySelector("button")?.focus();
    addEventListener("pointerdown", this.#press, true);
  }

  override componentWillUnmount(): void {
    removeEventListener("pointerdown", this.#press, true);
  }

  /** The button that opened the menu, beside it. */
  get #opener(): HTMLElement | null | undefined {
    return this.#box.current?.parentElement?.querySelector("button");
  }

  #putAway(): void {
    scene.client.set({ menu: false });
  }

  /** Escape puts away the topmost thing only: the menu before the window. */
  readonly #escape = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    this.#opener?.focus();
    this.#putAway();
  };

  readonly #leave = (event: FocusEvent) => {
    const next = event.relatedTarget as Node | null;
    if (next && next !== this.#opener && !this.#box.current?.contains(next)) this.#putAway();
  };

  /** A press elsewhere; one on the opener closes the menu by itself. */
  readonly #press = (event: Event) => {
    const path = event.composedPath();
    if (![this.#box.current, this.#opener].some((part) => part && path.includes(part))) this.#putAway();
  };
}

function Row({ icon, label, children }: { icon: string; label: string; children: ComponentChildren }) {
  return (
    <div>
      <Icon path={icon} />
      <span>{label}</span>
      {children}
    </div>
  );
}
