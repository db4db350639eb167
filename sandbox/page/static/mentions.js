// People, channels and broadcasts named inside a text.

import { el } from "./element.js";
import { conversation, nameOf, state } from "./state.js";

let goTo = () => {};

export function goToChannelsWith(opener) {
  goTo = opener;
}

export function person(id) {
  const mine = state.people.find((known) => known.handle === state.me)?.id === id;
  return el("span", { class: mine ? "mention mention-me" : "mention" }, `@${nameOf(id)}`);
}

export function channel(id, given = "") {
  const room = conversation(id);
  if (!room) return el("span", { class: "mention" }, `#${given || id}`);
  return el(
    "button",
    { type: "button", class: "mention mention-channel", on: { click: () => goTo(id) } },
    `#${room.name}`,
  );
}

export function broadcast(range) {
  return el("span", { class: "mention mention-me" }, `@${range}`);
}
