// Listens for what changed; after a lost connection everything is read again.

import { state } from "./state.js";

export function listen({ changed, reopened }) {
  let opened = false;
  const source = new EventSource(`/api/stream?${new URLSearchParams({ as: state.me })}`);
  source.addEventListener("change", (event) => changed(JSON.parse(event.data)));
  source.addEventListener("open", () => {
    if (opened) reopened();
    opened = true;
    document.body.classList.remove("offline");
  });
  source.addEventListener("error", () => document.body.classList.add("offline"));
}
