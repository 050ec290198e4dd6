// The styles that an open window needs, in one text; those of lazy parts come with them.
import ground from "./ground.css?inline";
import chatWindow from "./window.css?inline";
import composer from "./composer.css?inline";
import focus from "./focus.css?inline";
import launcher from "./launcher.css?inline";
import log from "./log.css?inline";
import roles from "./roles.css?inline";

export const css = [roles, ground, launcher, chatWindow, log, composer, focus].join("");
