// Changing one's own message, in its place.

import { el } from "./element.js";
import { plain } from "./mrkdwn.js";
import { personOf, state } from "./state.js";

// Back from Slack's tokens to what a person types.
export function asTyped(text) {
  const words = text
    .replace(/<@(\w+)[^>]*>/g, (_, id) => `@${id === state.bot.id ? state.bot.name : (personOf(id)?.handle ?? id)}`)
    .replace(/<#\w+\|([^>]+)>/g, "#$1")
    .replace(/<(https?:[^|>]+)[^>]*>/g, "$1");
  return plain(words);
}

export function editor(text, { save, cancel }) {
  const box = el("textarea", { class: "field", rows: "3", "aria-label": "Edit your message" }, asTyped(text));
  const done = () => (box.value.trim() ? save(box.value.trim()) : cancel());
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      cancel();
    }
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      done();
    }
  });
  const node = el(
    "div",
    { class: "editor" },
    box,
    el(
      "div",
      { class: "dialog-buttons" },
      el("button", { type: "button", class: "button", on: { click: cancel } }, "Cancel"),
      el("button", { type: "button", class: "button button-primary", on: { click: done } }, "Save"),
    ),
  );
  // The caller puts the editor into the page first.
  queueMicrotask(() => {
    node.scrollIntoView({ block: "nearest" });
    box.focus();
    box.setSelectionRange(box.value.length, box.value.length);
  });
  return node;
}
