/** The one-time key from `#key=…`; it leaves the address at once, so that it stays in no history. */
export function keyFromAddress(): string {
  const key = new URLSearchParams(location.hash.slice(1)).get("key");
  if (key === null) return "";
  history.replaceState(history.state, "", location.pathname + location.search);
  return key;
}
