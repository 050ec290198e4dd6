// As much of a browser as the client needs, so that its tests run with Node's own sockets. Import it first.

const items = new Map<string, string>();
const deaf = { addEventListener: () => {} };

Object.assign(globalThis, {
  ...deaf,
  document: { ...deaf, title: "Страница", referrer: "", hidden: false },
  location: { href: "https://shop.example/" },
  matchMedia: () => ({ ...deaf, matches: false }),
});

Object.defineProperty(globalThis, "localStorage", {
  configurable: true,
  value: {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => items.set(key, value),
    clear: () => items.clear(),
  },
});
