/** F6 walks the columns of the screen. */

/** Where in a column work goes on: the field, the list, the current link; else the column itself. */
const heart = "textarea, [role=listbox], a[aria-current], [role=log]";

export function nextColumn(step: 1 | -1): void {
  const columns = [...document.querySelectorAll<HTMLElement>("[data-column]")];
  const at = columns.findIndex((column) => column.contains(document.activeElement));
  const from = at < 0 && step < 0 ? 0 : at;
  const column = columns[(from + step + columns.length) % columns.length];
  (column?.querySelector<HTMLElement>(heart) ?? column)?.focus();
}
