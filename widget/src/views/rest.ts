// What many visits never need, in one chunk: it packs better than many, and comes with the first use or a little before it.
import foot from "../styles/foot.css?inline";
import menu from "../styles/menu.css?inline";
import preview from "../styles/preview.css?inline";
import rating from "../styles/rating.css?inline";
import { Foot } from "./Foot";
import { Menu } from "./Menu";
import { Preview } from "./Preview";

export const views = { Foot, Menu, Preview };

export const css = [foot, menu, preview, rating].join("");
