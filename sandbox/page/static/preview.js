// Opens what a link names: a message is shown where it stands, a document in a panel over the page.

import { drawDocument } from "./documents.js";
import { el, iconButton } from "./element.js";
import { previewAddress } from "./links.js";
import { state } from "./state.js";
import { say } from "./toast.js";
import { ask } from "./wire.js";

// `goTo({channel, thread, message})` shows a message.
export function previewer(goTo) {
  return async (url) => {
    try {
      const found = await ask("open", { url });
      if (found.kind === "slack") {
        document.querySelector("dialog.paper")?.close();
        const thread = found.thread_ts || (found.channel === state.channel ? state.thread : "");
        await goTo({ channel: found.channel, thread, message: found.ts });
      } else {
        showPaper(found);
      }
    } catch (error) {
      say(error.message);
    }
  };
}

function showPaper(found) {
  document.querySelector("dialog.paper")?.close();
  const dialog = el("dialog", { class: "paper", "aria-label": found.title });
  dialog.append(
    el(
      "div",
      { class: "paper-tools" },
      el("a", { href: previewAddress(found.url), target: "_blank", rel: "noopener", class: "link" }, "Open in a tab"),
      iconButton("close", "Close document", () => dialog.close()),
    ),
    el("div", { class: "paper-scroll", tabindex: "0" }, drawDocument(found)),
  );
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
