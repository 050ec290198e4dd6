// The style sheets of the boxes. Made through the CSSOM, so that no site's policy on inline styles stops them.

const roots: ShadowRoot[] = [];
const sheets: CSSStyleSheet[] = [];

/** Gives a root all the styles there are and will be. */
export function dress(root: ShadowRoot): void {
  roots.push(root);
  root.adoptedStyleSheets = sheets;
}

export function addStyle(css: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  sheets.push(sheet);
  for (const root of roots) root.adoptedStyleSheets = sheets;
}
