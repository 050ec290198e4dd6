/** What is said of a file. Pure. */
import type { FileInfo } from "../api/types";

const STEP = 1024;
const MOST = { width: 320, height: 240 };
/** Room for the time on a picture, however small it is. */
const LEAST = { width: 88, height: 56 };
const TAIL = 6;

export type Unit = "b" | "kb" | "mb";

export function sizeOf(bytes: number): { size: number; unit: Unit } {
  if (bytes < STEP) return { size: bytes, unit: "b" };
  const kilobytes = bytes / STEP;
  if (Math.round(kilobytes) < STEP) return { size: Math.round(kilobytes), unit: "kb" };
  return { size: Math.round((kilobytes / STEP) * 10) / 10, unit: "mb" };
}

/** The ending in capitals, as people call kinds of files; empty where there is none. */
export function endingOf(name: string): string {
  const at = name.lastIndexOf(".");
  const ending = at > 0 ? name.slice(at + 1) : "";
  return ending.length <= 5 ? ending.toUpperCase() : "";
}

/** A name in two parts, of which the second is never cut: its ending and a little before it. */
export function halves(name: string): [string, string] {
  const letters = Array.from(name);
  const ending = endingOf(name).length;
  const tail = Math.min(letters.length, TAIL + (ending > 0 ? ending + 1 : 0));
  return letters.length <= 2 * tail
    ? [name, ""]
    : [letters.slice(0, -tail).join(""), letters.slice(-tail).join("")];
}

export interface Size {
  width: number;
  height: number;
}

/** How large a picture is drawn: within 320 × 240, and never too small for the time on it. */
export function drawn({ width, height }: Size): Size {
  const scale = Math.min(1, MOST.width / width, MOST.height / height);
  return {
    width: Math.max(LEAST.width, Math.round(width * scale)),
    height: Math.max(LEAST.height, Math.round(height * scale)),
  };
}

export const isPicture = (file: Pick<FileInfo, "width" | "height">): file is FileInfo & Size =>
  typeof file.width === "number" && typeof file.height === "number";
