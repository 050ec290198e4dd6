// Which of the tabs of one browser does what is to be done once. The console uses it too.

/** Without locks (plain HTTP) chance keeps the tabs apart. */
const APART = 200;
/** Until all tabs have asked: what one writes down, another may read only a little later. */
const HELD = 5000;

/** Does it in the tab that comes first. `isFirst` tells of tabs that came long before, and writes down that this one did. */
export function claim(name: string, isFirst: () => boolean, act: () => void): void {
  const ask = (lock?: Lock | null) => {
    if (lock === null || !isFirst()) return;
    act();
    return new Promise((release) => setTimeout(release, HELD));
  };
  if (navigator.locks) void navigator.locks.request(name, { ifAvailable: true }, ask);
  else setTimeout(ask, Math.random() * APART);
}
