// What the site's snippet loads: draws the launcher at once, and the rest when it is needed. It has to stay below 2 KB.
import { placeBox, type Box } from "./boxes";
import type { Widget } from "./main";
import css from "./styles/loader.css?inline";
import { MESSAGE } from "./views/icons";

declare const MAIN_CHUNK: string;

declare global {
  interface Window {
    besedka?: Pick<Widget, "open" | "close">;
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

if (!window.besedka) {
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
  const start = async () => (await load()).start(placeBox, box, { origin, key, on, dataset });
  const open = async () => (await start()).open();
  // while there is no chat, only those who have used it find its launcher
  if (on || "open" in saved) {
    const button = drawLauncher(box, language);
    button.onclick = open;
    button.onpointerenter = button.onfocus = load;
  }
  window.besedka = { open, close() {} };
  if (token) start();
  // a page that is never idle must not hide its visitor; setTimeout takes the second argument for no pause at all
  else if (tracking) ((window.requestIdleCallback ?? setTimeout) as typeof requestIdleCallback)(start, { timeout: 2000 });
}
