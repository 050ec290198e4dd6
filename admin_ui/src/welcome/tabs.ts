/** The tabs of one browser tell each other that somebody has signed in: they share the session. */
const tabs = new BroadcastChannel("besedka.session");

export const tellOtherTabs = () => tabs.postMessage("signed in");

/** Calls when it happened in another tab, until the returned function is called. */
export function whenSignedInElsewhere(listener: () => void): () => void {
  tabs.addEventListener("message", listener);
  return () => tabs.removeEventListener("message", listener);
}
