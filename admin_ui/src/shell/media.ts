/** How much room there is. */
import { useSyncExternalStore } from "react";

function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const media = matchMedia(query);
      media.addEventListener("change", listener);
      return () => media.removeEventListener("change", listener);
    },
    () => matchMedia(query).matches,
  );
}

export const usePhone = () => useMedia("(max-width: 639px)");
/** The navigation of the settings folds into the rail. */
export const useFoldedNavigation = () => useMedia("(max-width: 1279px)");
/** The views fold into the rail. */
export const useFoldedViews = () => useMedia("(max-width: 1055px)");
/** The side panel slides over the conversation. */
export const usePanelOver = () => useMedia("(max-width: 1375px)");
export const hasFingers = () => matchMedia("(pointer: coarse)").matches;
