// The sample shop: speaks the visitor's language, walks from page to page, and loads the widget as any site would.
import { english } from "./english";

function query(name: string): string | null {
  return new URLSearchParams(location.search).get(name);
}

function address(changes: Record<string, string>): string {
  const next = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value) next.set(name, value);
    else next.delete(name);
  }
  return `/demo?${next}`;
}

function speakEnglish(): void {
  document.documentElement.lang = "en";
  for (const element of document.querySelectorAll<HTMLElement>("[data-t]")) {
    element.textContent = english[element.dataset.t ?? ""] ?? "";
  }
  for (const element of document.querySelectorAll<HTMLElement>("[data-t-label]")) {
    element.ariaLabel = english[element.dataset.tLabel ?? ""] ?? "";
  }
}

/** The other language, and a visitor who shares nothing with this one. */
function offerOthers(isRussian: boolean): void {
  const language = document.querySelector<HTMLAnchorElement>("#language");
  if (language) {
    language.textContent = isRussian ? "Eng" : "Рус";
    language.lang = language.hreflang = isRussian ? "en" : "ru";
    language.href = address({ lang: language.lang });
  }
  const visitor = document.querySelector<HTMLAnchorElement>("#visitor");
  if (visitor) visitor.href = address({ visitor: String(Number(query("visitor") ?? 1) + 1) });
}

/** Links to parts of the page stand for pages of a real shop: they change the address and the title, as a router would. */
function walk(event: MouseEvent): void {
  const link = (event.target as Element).closest("a");
  const page = link?.getAttribute("href");
  if (!page?.startsWith("#") || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  history.pushState(null, "", address({ page: page.slice(1) }));
  nameThePage();
}

function nameThePage(): void {
  const shop = document.querySelector(".logo")?.textContent?.trim() ?? "";
  const page = query("page");
  const link = page && document.querySelector(`a[href="#${CSS.escape(page)}"]`);
  const name = link ? (link.querySelector("b, .unseen") ?? link).textContent?.trim() : "";
  document.title = name ? `${name} · ${shop}` : shop;
}

function loadWidget(): void {
  const script = document.createElement("script");
  script.async = true;
  script.src = "/widget.js";
  script.dataset.language = document.documentElement.lang;
  const visitor = query("visitor");
  if (visitor) script.dataset.visitor = visitor;
  document.head.append(script);
}

const isRussian = (query("lang") ?? navigator.language).startsWith("ru");
if (!isRussian) speakEnglish();
offerOthers(isRussian);
nameThePage();
addEventListener("click", walk);
addEventListener("popstate", nameThePage);
document.documentElement.dataset.ready = "";
loadWidget();
