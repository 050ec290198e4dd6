// The light boxes that stand on the site's page, each the host of a shadow root. The loader makes them for the widget, too.

export interface Box extends ShadowRoot {
  readonly host: HTMLElement;
}

/** Puts a box on the page, and back again when the site throws its body away. */
export function placeBox(name: string, returned?: () => void): Box {
  const host = document.createElement("div");
  host.className = name;
  const place = () => {
    const { body } = document;
    if (!body) return;
    observer.observe(body, { childList: true });
    if (host.isConnected) return;
    body.append(host);
    returned?.();
  };
  const observer = new MutationObserver(place);
  observer.observe(document.documentElement, { childList: true });
  place();
  return host.attachShadow({ mode: "open" }) as Box;
}
