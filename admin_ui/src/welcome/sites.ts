/** Addresses of sites as people write them, turned into the origins that the server keeps. Pure. */

function originOf(word: string): string | null {
  try {
    const url = new URL(/^https?:\/\//i.test(word) ? word : `https://${word}`);
    const known = url.hostname === "localhost" || url.hostname.includes(".");
    return known && /^https?:$/.test(url.protocol) ? url.origin : null;
  } catch {
    return null;
  }
}

/** `wrong`: the first word that is no address. */
export function originsOf(text: string): { origins: string[]; wrong: string | null } {
  const words = text.split(/[\s,;]+/).filter(Boolean);
  const origins = words.map(originOf);
  const bad = origins.indexOf(null);
  return { origins: [...new Set(origins.filter((origin) => origin !== null))], wrong: words[bad] ?? null };
}
