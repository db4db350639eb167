// Buttons, menus and pickers inside blocks. `press` tells the bot what was chosen.

import { el, icon } from "./element.js";
import { openDocument } from "./links.js";
import { openMenu } from "./menu.js";
import { confirmed } from "./confirm.js";
import { state } from "./state.js";

const PICKERS = { datepicker: "date", timepicker: "time" };

export function textOf(object) {
  return object?.text ?? "";
}

// `press({action_id, block_id, value, selected})`; returns a promise.
export function control(element, { blockId, press }) {
  const told = (what) => press({ action_id: element.action_id, block_id: blockId, ...what });
  const act = async (what, source) => {
    if (element.confirm && !(await confirmed(element.confirm))) return;
    await whileBusy(source, () => told(what));
  };
  switch (element.type) {
    case "button":
      return button(element, act);
    case "overflow":
      return overflow(element, act);
    case "feedback_buttons":
      return feedback(element, act);
    case "icon_button":
      return iconAction(element, act);
    case "datepicker":
    case "timepicker":
      return picker(element, act);
    case "radio_buttons":
    case "checkboxes":
      return ticks(element, act, blockId);
    case "image":
      return refusedImage(element);
    default:
      return element.type.includes("select") ? select(element, act) : el("span", { class: "unknown" }, element.type);
  }
}

async function whileBusy(source, work) {
  source?.setAttribute("aria-busy", "true");
  try {
    await work();
  } finally {
    source?.removeAttribute("aria-busy");
  }
}

function button(element, act) {
  const style = element.style ? ` button-${element.style}` : "";
  const node = el(
    "button",
    { type: "button", class: `button${style}`, "aria-label": element.accessibility_label ?? null },
    textOf(element.text),
  );
  node.addEventListener("click", () => {
    if (element.url) openDocument(element.url);
    act({ value: element.value ?? "" }, node);
  });
  return node;
}

function overflow(element, act) {
  const about = textOf(element.options?.[0]?.text);
  const node = el(
    "button",
    { type: "button", class: "button button-more", title: about, "aria-label": `More actions: ${about}`, "aria-haspopup": "menu" },
    icon("more"),
  );
  const items = (element.options ?? []).map((option) => ({
    label: textOf(option.text),
    note: textOf(option.description),
    choose: () => (option.url ? openDocument(option.url) : act({ selected: option.value ?? "" }, node)),
  }));
  node.addEventListener("click", () => openMenu(node, items));
  return node;
}

function feedback(element, act) {
  const one = (side, name) => {
    const node = el(
      "button",
      {
        type: "button",
        class: "button button-quiet",
        "aria-label": side.accessibility_label ?? textOf(side.text),
        title: textOf(side.text),
        "aria-pressed": "false",
      },
      icon(name),
    );
    node.addEventListener("click", async () => {
      await act({ value: side.value ?? "" }, node);
      for (const other of node.parentElement.children) other.setAttribute("aria-pressed", String(other === node));
    });
    return node;
  };
  const sides = [one(element.positive_button, "up"), one(element.negative_button, "down")];
  return el("span", { class: "feedback", role: "group", "aria-label": "Was this answer right?" }, sides);
}

function iconAction(element, act) {
  const node = el("button", { type: "button", class: "button button-quiet" }, textOf(element.text));
  node.addEventListener("click", () => act({ value: element.value ?? "" }, node));
  return node;
}

function picker(element, act) {
  const kind = PICKERS[element.type];
  const label = textOf(element.placeholder) || element.action_id;
  const node = el("input", { type: kind, class: "field", "aria-label": label, value: element[`initial_${kind}`] });
  node.addEventListener("change", () => act({ selected: node.value }, node));
  return node;
}

function ticks(element, act, blockId) {
  const kind = element.type === "checkboxes" ? "checkbox" : "radio";
  const group = el("span", { class: "ticks" });
  for (const option of element.options ?? []) {
    const input = el("input", { type: kind, name: `${blockId}-${element.action_id}`, value: option.value });
    input.checked = isInitial(element, option);
    input.addEventListener("change", () => {
      const chosen = [...group.querySelectorAll("input:checked")].map((box) => box.value);
      act({ selected: chosen.join(",") }, input);
    });
    group.append(el("label", {}, input, textOf(option.text)));
  }
  return group;
}

export function isInitial(element, option) {
  const initial = element.initial_options ?? [element.initial_option].filter(Boolean);
  return initial.some((one) => one.value === option.value);
}

// The options that a select offers: its own, grouped, or the workspace's people or channels.
export function optionsOf(element) {
  if (element.option_groups) return element.option_groups.flatMap((group) => group.options);
  if (element.type.includes("users_select")) {
    return state.people.map((person) => ({ text: { text: person.name }, value: person.id }));
  }
  if (element.type.includes("channels_select") || element.type.includes("conversations_select")) {
    return state.conversations.map((room) => ({
      text: { text: room.is_im ? state.bot.name : `#${room.name}` },
      value: room.id,
    }));
  }
  return element.options ?? [];
}

// Slack draws its own list, with the names of its groups. It stays open when the message changes,
// whose block may have another name by then.
function choice(element, act) {
  const groups = element.option_groups ?? [{ options: element.options ?? [] }];
  const chosen = groups.flatMap((group) => group.options).find((option) => isInitial(element, option));
  const prompt = textOf((chosen ?? element).text ?? element.placeholder) || "Choose";
  const node = el("button", { type: "button", class: "button button-choice", "aria-haspopup": "menu" }, prompt, icon("open"));
  const choose = (selected) => act(node.isConnected ? { selected } : { selected, block_id: "" }, node);
  const items = groups.flatMap((group) => [
    group.label && { heading: textOf(group.label) },
    ...group.options.map((option) => ({ label: textOf(option.text), choose: () => choose(option.value) })),
  ]);
  node.addEventListener("click", () => openMenu(node, items.filter(Boolean)));
  return node;
}

function select(element, act) {
  if (element.type === "static_select") return choice(element, act);
  const prompt = textOf(element.placeholder) || "Choose";
  const first = el("option", { value: "" }, prompt);
  const given = element.initial_user ?? element.initial_conversation ?? element.initial_channel;
  const options = optionsOf(element).map((option) =>
    el(
      "option",
      { value: option.value, selected: isInitial(element, option) || option.value === given },
      textOf(option.text),
    ),
  );
  const node = el("select", { class: "field field-select", "aria-label": prompt }, first, options);
  node.addEventListener("change", () => node.value && act({ selected: node.value }, node));
  return node;
}

export function refusedImage(element) {
  return el("span", { class: "unknown" }, icon("file"), ` Image not shown: ${element.alt_text || "no description"}`);
}
