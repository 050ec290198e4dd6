/** Addresses as people read them. Pure. */

export const isWebAddress = (url: string) => /^https?:\/\//i.test(url);

/** Without scheme, "www." and what follows the question mark. */
export function bareAddress(url: string): string {
  const bare = url
    .replace(/^https?:\/\/(www\.)?/i, "")
    .replace(/[?#].*$/, "")
    .replace(/\/$/, "");
  try {
    return decodeURI(bare);
  } catch {
    return bare;
  }
}

export const siteOf = (url: string): string => bareAddress(url).split("/")[0] ?? "";

/** utm_campaign and its like, in the order in which people think of them. */
export function campaignOf(campaign: Record<string, string>): { name: string; value: string }[] {
  const order = ["utm_source", "utm_medium", "utm_campaign", "utm_content", "utm_term"];
  return Object.entries(campaign)
    .map(([name, value]) => ({ name, value }))
    .sort((a, b) => (order.indexOf(a.name) + 1 || 9) - (order.indexOf(b.name) + 1 || 9));
}
