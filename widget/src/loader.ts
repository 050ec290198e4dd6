// What the site's snippet loads: draws the launcher at once, and the rest when it is needed. It has to stay below 2 KB.
import { placeBox, type Box } from "./boxes";
import type { Tell } from "./client";
import type { Introduction } from "./introduction";
import type { Widget } from "./main";
import type { News } from "./news";
import css from "./styles/loader.css?inline";
import { MESSAGE } from "./views/icons";

declare const MAIN_CHUNK: string;

type Call = [name: keyof Api, ...details: unknown[]];

/** What the site's own script may call, as docs/widget.md tells. */
interface Api {
  open(): void;
  close(): void;
  identify(who: Introduction): void;
  /** Returns what ends the listening. */
  on<Name extends keyof News>(name: Name, handler: (detail: News[Name]) => void): () => void;
  push(...calls: Call[]): void;
}

declare global {
  interface Window {
    /** An array of calls until we are here. */
    Besedka?: Api | Call[];
  }
}

// the server puts its settings in the place of this string; where there is no chat, nobody is looked for either
const { tracking = true, on = true } = "__BESEDKA_CONFIG__" as { tracking?: boolean; on?: boolean };
const { src, dataset } = document.currentScript as HTMLScriptElement;

function drawLauncher(box: Box, language: string): HTMLButtonElement {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  box.adoptedStyleSheets = [sheet];
  const button = document.createElement("button");
  button.ariaLabel = /^ru/.test(language) ? "Открыть чат" : "Open chat";
  const [svg, path] = ["svg", "path"].map((name) =>
    document.createElementNS("http://www.w3.org/2000/svg", name),
  ) as unknown as [Element, Element];
  svg.setAttribute("viewBox", "0 0 24 24");
  path.setAttribute("d", MESSAGE);
  svg.append(path);
  button.append(svg);
  box.append(button);
  return button;
}

function begin(early: Call[]): void {
  const { origin } = new URL(src);
  const { placement = "default", visitor = 1 } = dataset;
  const key = `besedka ${origin} ${placement} ${visitor}`;
  let saved: { token?: string; theme?: string; language?: string; open?: boolean } = {};
  try {
    saved = JSON.parse(localStorage[key]);
  } catch {
    // the first visit, or the storage is refused
  }
  const { token, theme = "system", language = dataset.language ?? navigator.language } = saved;
  const isPage = "page" in dataset;
  const box = placeBox("besedka-button");
  box.host.dataset.theme = theme === "system" && matchMedia("(prefers-color-scheme:dark)").matches ? "dark" : theme;

  const url = `${origin}/static/widget/${MAIN_CHUNK}`;
  let chunk: Promise<typeof import("./main")> | undefined;
  const load = () => {
    // fetched first: browsers remember a module that failed for as long as the page lives, and the next click must not
    chunk ??= fetch(url).then((answer) => (answer.ok ? import(/* @vite-ignore */ url) : Promise.reject()));
    chunk.catch(() => (chunk = undefined));
    return chunk;
  };

  const handlers: Partial<Record<keyof News, Set<Function>>> = {};
  let isReady = false;
  let who: Introduction | undefined;
  let widget: Widget | undefined;
  const tell: Tell = (name, detail) => {
    isReady = true;
    // what one of them throws is told in the console, and stops nobody
    for (const handler of handlers[name] ?? []) queueMicrotask(() => handler(detail));
  };
  const start = async () => {
    widget = await (await load()).start(placeBox, box, { origin, key, on, dataset, tell, isPage });
    if (who) widget.identify(who);
    who = undefined;
    return widget;
  };
  const api: Api = {
    open: async () => (await start()).open(),
    close: () => widget?.close(),
    identify(told) {
      who = told;
      if (widget) start();
    },
    on(name, handler) {
      const set = (handlers[name] ??= new Set());
      set.add(handler);
      if (name === "ready" && isReady) queueMicrotask(handler as () => void);
      return () => set.delete(handler);
    },
    push: (...calls) => calls.forEach(([name, ...details]) => (api[name] as Function)(...details)),
  };
  window.Besedka = api;
  api.push(...early);

  // while there is no chat, only those who have used it find its launcher
  if (!isPage && (on || "open" in saved)) {
    const button = drawLauncher(box, language);
    button.onclick = api.open;
    button.onpointerenter = button.onfocus = load;
  }
  if (token || isPage) start();
  // a page that is never idle must not hide its visitor; setTimeout takes the second argument for no pause at all
  else if (tracking) ((window.requestIdleCallback ?? setTimeout) as typeof requestIdleCallback)(start, { timeout: 2000 });
}

// the snippet may stand there twice
const { Besedka = [] } = window;
if (Array.isArray(Besedka)) begin(Besedka);
