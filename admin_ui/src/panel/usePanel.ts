/** Whether the side panel is shown: a column that one may hide where there is room, a sheet that one opens where there is not. */
import { usePanelOver } from "../shell/media";
import { keep, recall } from "../state/storage";
import { createStore, useStore } from "../state/store";

const column = createStore(recall("panel") !== "hidden");
const sheet = createStore(false);

export const closeSheet = () => sheet.set(false);

export function useShowPanel() {
  const over = usePanelOver();
  const asColumn = useStore(column, (now) => now);
  const asSheet = useStore(sheet, (now) => now);
  const set = (shown: boolean) => {
    if (over) return sheet.set(shown);
    keep("panel", shown ? "shown" : "hidden");
    column.set(shown);
  };
  return { over, shown: over ? asSheet : asColumn, show: () => set(true), hide: () => set(false) };
}
