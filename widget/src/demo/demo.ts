// The sample shop: speaks the visitor's language, pretends to have pages, and loads the widget as any site would.
import { english } from "./english";

const query = new URLSearchParams(location.search);

function link(changes: Record<string, string>): string {
  const next = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changes)) next.set(name, value);
  return `/demo?${next}`;
}

function speakEnglish(): void {
  document.documentElement.lang = "en";
  for (const element of document.querySelectorAll<HTMLElement>("[data-t]")) element.textContent = english[element.dataset.t ?? ""] ?? "";
  for (const element of document.querySelectorAll<HTMLElement>("[data-t-label]")) element.ariaLabel = english[element.dataset.tLabel ?? ""] ?? "";
}

/** The other language, and a visitor who shares nothing with this one. */
function makeLinks(isRussian: boolean): void {
  const language = document.querySelector<HTMLAnchorElement>("#language");
  if (language) {
    language.textContent = isRussian ? "Eng" : "Рус";
    language.lang = language.hreflang = isRussian ? "en" : "ru";
    language.href = link({ lang: language.lang });
  }
  const visitor = document.querySelector<HTMLAnchorElement>("#visitor");
  if (visitor) visitor.href = link({ visitor: String(Number(query.get("visitor") ?? 1) + 1) });
}

/** What is in the address is named in the title, as on the pages of a real shop. */
function nameThePage(): void {
  const shop = document.querySelector(".logo")?.textContent ?? "";
  const here = location.hash && document.querySelector(`a[href="${CSS.escape(location.hash)}"]`);
  const name = here ? (here.querySelector("b") ?? here).textContent?.trim() : "";
  document.title = name ? `${name} · ${shop}` : shop;
}

function loadWidget(): void {
  const script = document.createElement("script");
  script.async = true;
  script.src = "/widget.js";
  const visitor = query.get("visitor");
  if (visitor) script.dataset.visitor = visitor;
  document.head.append(script);
}

const isRussian = (query.get("lang") ?? navigator.language).startsWith("ru");
if (!isRussian) speakEnglish();
makeLinks(isRussian);
nameThePage();
addEventListener("hashchange", nameThePage);
document.documentElement.dataset.ready = "";
loadWidget();
