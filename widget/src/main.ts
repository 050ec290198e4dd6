// The widget's entry: what the loader calls when the launcher is needed alive.
import type { Box, placeBox } from "./boxes";
import { Client, type Place, type Tell } from "./client";
import type { Introduction } from "./introduction";
import { chosenLanguage, speech } from "./texts";
import { SiteWidget } from "./widget";
import { addStyle } from "./sheets";
import { css } from "./styles"; // after the code, where it packs best

export interface Widget {
  open(): void;
  close(): void;
  identify(who: Introduction): void;
}

/** As the loader says where it stands. */
export interface Site extends Place {
  /** Tells the site's script. */
  tell: Tell;
  /** The widget is all there is of the page. */
  isPage: boolean;
}

let starting: Promise<Widget> | undefined;

export function start(place: typeof placeBox, launcher: Box, where: Site): Promise<Widget> {
  starting ??= make(place, launcher, where);
  starting.catch(() => (starting = undefined));
  return starting;
}

async function make(place: typeof placeBox, launcher: Box, where: Site): Promise<Widget> {
  const client = new Client(where);
  addStyle(css);
  const language = chosenLanguage(client.state);
  const words = await speech(language).catch(() => speech(language === "ru" ? "en" : "ru"));
  return new SiteWidget(place, launcher, client, words, where);
}
