// On a small screen the open window covers the page: this holds the page still beneath it.

let undo: (() => void)[] = [];

/** Makes the page inert and follows the part of the screen that the keyboard leaves, or sets all that back. */
export function cover(host: HTMLElement, wanted: boolean): void {
  for (const step of undo) step();
  undo = wanted ? [stopScrolling(), silencePage(), followViewport(host)] : [];
}

function stopScrolling(): () => void {
  const { style } = document.documentElement;
  const [value, priority] = [style.getPropertyValue("overflow"), style.getPropertyPriority("overflow")];
  style.setProperty("overflow", "hidden", "important");
  return () => style.setProperty("overflow", value, priority);
}

function silencePage(): () => void {
  const rest = [...document.body.children].filter(
    (child): child is HTMLElement => child instanceof HTMLElement && !child.inert && !child.className.startsWith("besedka-"),
  );
  for (const child of rest) child.inert = true;
  return () => rest.forEach((child) => (child.inert = false));
}

function followViewport(host: HTMLElement): () => void {
  const view = window.visualViewport;
  if (!view) return () => {};
  const follow = () => {
    host.style.setProperty("--view-top", `${view.offsetTop}px`);
    host.style.setProperty("--view-height", `${view.height}px`);
  };
  follow();
  view.addEventListener("resize", follow);
  view.addEventListener("scroll", follow);
  return () => {
    view.removeEventListener("resize", follow);
    view.removeEventListener("scroll", follow);
  };
}
