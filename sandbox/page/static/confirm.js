// A question before something that cannot be taken back.

import { el } from "./element.js";

// Slack's confirm object; resolves to true only when the person agrees.
export function confirmed(question) {
  return new Promise((resolve) => {
    const yes = el(
      "button",
      { class: question.style === "danger" ? "button button-danger" : "button button-primary", type: "button", on: { click: () => dialog.close("yes") } },
      question.confirm?.text ?? "Yes",
    );
    const no = el("button", { class: "button", type: "button", on: { click: () => dialog.close("no") } }, question.deny?.text ?? "Cancel");
    const dialog = el(
      "dialog",
      { class: "dialog dialog-small", "aria-label": question.title?.text ?? "Are you sure?" },
      el("h2", {}, question.title?.text ?? "Are you sure?"),
      el("p", {}, question.text?.text ?? ""),
      el("div", { class: "dialog-buttons" }, no, yes),
    );
    dialog.addEventListener("close", () => {
      resolve(dialog.returnValue === "yes");
      dialog.remove();
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
