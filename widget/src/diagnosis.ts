// Tells in the browser's console what keeps the widget from its server where the site or the settings do.

const told = new Set<string>();

/** Watches the attempts that follow: each of them is refused anew. */
export async function diagnose(origin: string): Promise<void> {
  if (told.has(origin)) return;
  told.add(origin);
  const socket = origin.replace(/^http/, "ws");
  addEventListener("securitypolicyviolation", ({ blockedURI, disposition }) => {
    const isOurs = [socket, origin].some((ours) => blockedURI === ours || blockedURI.startsWith(`${ours}/`));
    if (isOurs && disposition === "enforce") {
      tell(`the Content-Security-Policy of this page does not let the chat reach its server. Add to connect-src: ${origin} ${socket}`);
    }
  });
  const isThere = await answers(`${origin}/widget.js`, "no-cors");
  if (isThere && !(await answers(`${origin}/api/widget/v1/chat/events`, "cors"))) {
    tell(`the address of this site, ${location.origin}, is not in the settings of the website chat`);
  }
}

/** Whether the server gives any answer at all that this page may have. */
function answers(url: string, mode: RequestMode): Promise<boolean> {
  return fetch(url, { mode, credentials: "omit", cache: "no-store" }).then(
    () => true,
    () => false,
  );
}

function tell(words: string): void {
  if (told.has(words)) return;
  told.add(words);
  console.error(`Besedka: ${words}`);
}
