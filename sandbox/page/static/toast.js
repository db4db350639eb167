// Short notices at the foot of the page.

import { el } from "./element.js";

const SHOWN_MS = 6000;

export function say(text) {
  const toast = el("p", { class: "toast" }, text);
  document.getElementById("toasts").append(toast);
  setTimeout(() => toast.remove(), SHOWN_MS);
}

export function announce(text) {
  const line = el("p", {}, text);
  document.getElementById("announcer").append(line);
  setTimeout(() => line.remove(), SHOWN_MS);
}
