// Notices that the visitor has moved to another page of the site.
import type { Page } from "./wire";

const PAUSE = 1000;

export function currentPage(): Page {
  return { url: location.href, title: document.title };
}

/** Calls back with every new address or title. A look once a second sees whatever a router does, and leaves `history` alone. */
export function watchPage(listener: (page: Page) => void): void {
  let seen = currentPage();
  setInterval(() => {
    const page = currentPage();
    if (page.url === seen.url && page.title === seen.title) return;
    seen = page;
    listener(page);
  }, PAUSE);
}
