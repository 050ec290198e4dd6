// The paths of the icons: Tabler (MIT), on a field of 24. Those of lazy parts stand with them.

export const ALERT = "M3 12a9 9 0 1 0 18 0a9 9 0 0 0-18 0M12 8v4M12 16h.01";
export const CLIP = "M15 7l-6.5 6.5a1.5 1.5 0 0 0 3 3l6.5-6.5a3 3 0 0 0-6-6l-6.5 6.5a4.5 4.5 0 0 0 9 9l6.5-6.5";
export const CHECK = "M5 12l5 5l10-10";
export const CHECKS = "M7 12l5 5l10-10M2 12l5 5m5-5l5-5";
export const CLOCK = "M3 12a9 9 0 1 0 18 0a9 9 0 0 0-18 0M12 7v5l3 3";
export const CLOSE = "M18 6l-12 12M6 6l12 12";
export const DOTS = "M4 12a1 1 0 1 0 2 0a1 1 0 1 0-2 0M11 12a1 1 0 1 0 2 0a1 1 0 1 0-2 0M18 12a1 1 0 1 0 2 0a1 1 0 1 0-2 0";
export const DOWN = "M6 9l6 6l6-6";
export const DOWN_TO_END = "M12 5v14M18 13l-6 6M6 13l6 6";
export const FILE = "M14 3v4a1 1 0 0 0 1 1h4M17 21h-10a2 2 0 0 1-2-2v-14a2 2 0 0 1 2-2h7l5 5v11a2 2 0 0 1-2 2M9 9h1M9 13h6M9 17h6";
export const MAIL = "M3 7a2 2 0 0 1 2-2h14a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2h-14a2 2 0 0 1-2-2v-10M3 7l9 6l9-6";
export const MESSAGE = "M3 20l1.3-3.9a9 8 0 1 1 3.4 2.9l-4.7 1";
export const REFRESH = "M20 11a8.1 8.1 0 0 0-15.5-2m-.5-4v4h4M4 13a8.1 8.1 0 0 0 15.5 2m.5 4v-4h-4";
export const SMILE = "M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0M9 10h.01M15 10h.01M9.5 15a3.5 3.5 0 0 0 5 0";
export const SEND = "M4.5 4l16.5 8l-16.5 8l2.5-8zM7 12h14";
