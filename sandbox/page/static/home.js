// The bot's Home tab.

import { drawBlocks } from "./blocks.js";
import { el, replace } from "./element.js";
import { state } from "./state.js";
import { say } from "./toast.js";
import { tell } from "./wire.js";

let drawn = "";

export function drawHome(place, view) {
  if (!view) {
    replace(place, el("p", { class: "quiet" }, `${state.bot.name} has not set up its Home tab yet.`));
    return;
  }
  const key = `${view.id} ${view.hash} ${place.childElementCount > 0}`;
  if (key === drawn) return;
  const press = (what) => tell("press", { channel: "", ts: view.id, ...what }).catch((error) => say(error.message));
  replace(place, drawBlocks(view.blocks, { press }));
  drawn = `${view.id} ${view.hash} true`;
}
