// What many visits never need, in one chunk: it packs better than many, and comes with the first use or a little before it.
import emoji from "../styles/emoji.css?inline";
import foot from "../styles/foot.css?inline";
import menu from "../styles/menu.css?inline";
import preview from "../styles/preview.css?inline";
import rating from "../styles/rating.css?inline";
import tray from "../styles/tray.css?inline";
import typing from "../styles/typing.css?inline";
import { Emoji } from "./Emoji";
import { Foot } from "./Foot";
import { Menu } from "./Menu";
import { Preview } from "./Preview";
import { Tray } from "./Tray";
import { Typing } from "./Typing";

export { ring } from "../sound";
export { upload } from "../uploads";

export const views = { Emoji, Foot, Menu, Preview, Tray, Typing };

export const css = [foot, menu, preview, rating, emoji, tray, typing].join("");
