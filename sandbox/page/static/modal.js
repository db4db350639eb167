// The bot's forms. The one open for this person is shown; sending it may bring errors or another.

import { drawBlocks } from "./blocks.js";
import { el, iconButton, put } from "./element.js";
import { fillAgain, missingIn, showErrors, valuesOf } from "./inputs.js";
import { say } from "./toast.js";
import { ask, tell } from "./wire.js";

let dialog = null;

export async function refreshModal() {
  const { view } = await ask("view");
  if (!view) closeDialog();
  else show(view);
}

function closeDialog() {
  dialog?.remove();
  dialog = null;
}

function dismiss(view) {
  closeDialog();
  tell("close", { view_id: view.id }).catch((error) => say(error.message));
}

function show(view) {
  const typed = dialog ? valuesOf(dialog) : {};
  const sameForm = dialog?.dataset.view === view.id;
  const where = sameForm ? document.activeElement?.id : "";
  const fresh = drawn(view);
  closeDialog();
  dialog = fresh;
  document.body.append(dialog);
  dialog.showModal();
  if (sameForm) fillAgain(dialog, typed);
  const field = where ? document.getElementById(where) : dialog.querySelector("input.field, textarea.field, [data-input] input");
  field?.focus();
}

function drawn(view) {
  const press = (what) => tell("press", { channel: "", ts: view.id, ...what }).catch((error) => say(error.message));
  const title = view.title?.text ?? "Form";
  const form = el("form", { class: "modal-form", novalidate: true, on: { submit: (event) => submit(event, view) } });
  put(form, [
    el("div", { class: "modal-body" }, drawBlocks(view.blocks, { press })),
    el(
      "div",
      { class: "dialog-buttons" },
      el("button", { type: "button", class: "button", on: { click: () => dismiss(view) } }, view.close?.text ?? "Cancel"),
      view.submit && el("button", { type: "submit", class: "button button-primary" }, view.submit.text),
    ),
  ]);
  const close = iconButton("close", "Close", () => dismiss(view));
  return el(
    "dialog",
    { class: "dialog", "aria-label": title, data: { view: view.id }, on: { cancel: () => dismiss(view) } },
    el("header", { class: "dialog-head" }, el("h2", {}, title), close),
    form,
  );
}

async function submit(event, view) {
  event.preventDefault();
  const form = event.target;
  const missing = missingIn(form);
  showErrors(form, missing);
  if (Object.keys(missing).length > 0) return;
  form.setAttribute("aria-busy", "true");
  try {
    const outcome = await tell("submit", { view_id: view.id, values: valuesOf(form) });
    if (outcome.kind === "errors") showErrors(form, outcome.errors);
    else await refreshModal();
  } catch (error) {
    say(error.message);
  } finally {
    form.removeAttribute("aria-busy");
  }
}
