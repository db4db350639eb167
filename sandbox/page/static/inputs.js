// The fields of a form: one `input` block each, and what they hold when it is sent.

import { isInitial, optionsOf, textOf } from "./controls.js";
import { el } from "./element.js";

// Lists (several choices) travel as one text, joined by commas.
const JOIN = ",";

export function inputBlock(block, { press }) {
  const element = block.element ?? {};
  const id = `field-${block.block_id}-${element.action_id}`;
  const field = fieldFor(element, id);
  field.dataset.blockId = block.block_id;
  field.dataset.actionId = element.action_id;
  field.dataset.input = element.type;
  if (!block.optional) field.dataset.required = "yes";
  if (block.dispatch_action) {
    field.addEventListener("change", () =>
      press({ action_id: element.action_id, block_id: block.block_id, selected: held(field) }),
    );
  }
  const label = [textOf(block.label), block.optional && el("small", {}, " (optional)")];
  const grouped = field.tagName === "FIELDSET";
  if (grouped) field.prepend(el("legend", {}, label));
  return el(
    "div",
    { class: "input", data: { block: "input" } },
    !grouped && el("label", { for: id }, label),
    field,
    block.hint && el("p", { class: "hint", id: `${id}-hint` }, textOf(block.hint)),
    el("p", { class: "field-error", id: `${id}-error`, role: "alert" }),
  );
}

function fieldFor(element, id) {
  const placeholder = textOf(element.placeholder);
  switch (element.type) {
    case "plain_text_input":
      return textField(element, id, placeholder);
    case "email_text_input":
    case "url_text_input":
    case "number_input":
      return el("input", { id, class: "field", type: element.type.split("_")[0], placeholder, value: element.initial_value });
    case "datepicker":
      return el("input", { id, class: "field", type: "date", value: element.initial_date });
    case "timepicker":
      return el("input", { id, class: "field", type: "time", value: element.initial_time });
    case "radio_buttons":
      return choices(element, id, "radio");
    case "checkboxes":
      return choices(element, id, "checkbox");
    default:
      return element.type?.startsWith("multi_") ? choices(element, id, "checkbox") : selectField(element, id, placeholder);
  }
}

function textField(element, id, placeholder) {
  const shared = { id, class: "field", placeholder, maxlength: element.max_length, minlength: element.min_length };
  if (!element.multiline) return el("input", { ...shared, type: "text", value: element.initial_value });
  return el("textarea", { ...shared, rows: "4" }, element.initial_value ?? "");
}

function selectField(element, id, placeholder) {
  const initial = element.initial_user ?? element.initial_conversation ?? element.initial_channel;
  const options = optionsOf(element).map((option) =>
    el(
      "option",
      { value: option.value, selected: isInitial(element, option) || option.value === initial },
      textOf(option.text),
    ),
  );
  return el("select", { id, class: "field field-select" }, el("option", { value: "" }, placeholder || "Choose"), options);
}

function choices(element, id, kind) {
  const given = [element.initial_users, element.initial_conversations, element.initial_channels].flat().filter(Boolean);
  const boxes = optionsOf(element).map((option) => {
    const input = el("input", { type: kind, name: id, value: option.value });
    input.checked = isInitial(element, option) || given.includes(option.value);
    const note = textOf(option.description);
    return el("label", { class: "choice" }, input, el("span", {}, textOf(option.text), note && el("small", {}, note)));
  });
  return el("fieldset", { id, class: element.type.startsWith("multi_") ? "choices choices-many" : "choices" }, boxes);
}

function held(field) {
  if (field.tagName !== "FIELDSET") return field.value;
  return [...field.querySelectorAll("input:checked")].map((box) => box.value).join(JOIN);
}

function fill(field, value) {
  if (field.tagName !== "FIELDSET") {
    field.value = value;
    return;
  }
  const chosen = value.split(JOIN);
  for (const box of field.querySelectorAll("input")) box.checked = chosen.includes(box.value);
}

const fields = (form) => [...form.querySelectorAll("[data-input]")];

// {block id: {action id: value}} of a form's fields.
export function valuesOf(form) {
  const values = {};
  for (const field of fields(form)) {
    values[field.dataset.blockId] = { [field.dataset.actionId]: held(field) };
  }
  return values;
}

// A form drawn again keeps what was typed into the fields that it still has.
export function fillAgain(form, values) {
  for (const field of fields(form)) {
    const value = values[field.dataset.blockId]?.[field.dataset.actionId];
    if (value !== undefined) fill(field, value);
  }
}

// Empty required fields: {block id: what to do}.
export function missingIn(form) {
  const missing = {};
  for (const field of fields(form)) {
    if (field.dataset.required && !held(field)) missing[field.dataset.blockId] = "Please fill this in.";
  }
  return missing;
}

export function showErrors(form, errors) {
  for (const field of fields(form)) {
    const text = errors[field.dataset.blockId] ?? "";
    const place = field.closest(".input").querySelector(".field-error");
    place.textContent = text;
    field.setAttribute("aria-invalid", String(Boolean(text)));
    field.setAttribute("aria-describedby", place.id);
  }
  const first = form.querySelector("[aria-invalid=true]");
  (first?.tagName === "FIELDSET" ? first.querySelector("input") : first)?.focus();
}
