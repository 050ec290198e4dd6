/** The one-time key of the first run, from `#key=…`; it leaves the address at once, so that it stays in no history. */

let key = "";

/** Called before the router looks at the address. */
export function takeKeyFromAddress(): void {
  const found = new URLSearchParams(location.hash.slice(1)).get("key");
  if (found === null) return;
  key = found;
  history.replaceState(history.state, "", location.pathname + location.search);
}

export const oneTimeKey = () => key;
