// The widget's entry: what the loader calls when the launcher is needed alive.
import type { Box, placeBox } from "./boxes";
import { Client, type Place } from "./client";
import { chosenLanguage, speech } from "./texts";
import { SiteWidget } from "./widget";
import { addStyle } from "./sheets";
import { css } from "./styles"; // after the code, where it packs best

export interface Widget {
  open(): void;
  close(): void;
}

let starting: Promise<Widget> | undefined;

export function start(place: typeof placeBox, launcher: Box, where: Place): Promise<Widget> {
  starting ??= make(place, launcher, where);
  starting.catch(() => (starting = undefined));
  return starting;
}

async function make(place: typeof placeBox, launcher: Box, where: Place): Promise<Widget> {
  const client = new Client(where);
  addStyle(css);
  const language = chosenLanguage(client.state);
  const words = await speech(language).catch(() => speech(language === "ru" ? "en" : "ru"));
  return new SiteWidget(place, launcher, client, words);
}
