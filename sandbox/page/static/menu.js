// A small menu under a button: arrow keys move, Enter chooses, Escape closes.

import { el, icon } from "./element.js";

let close = () => {};

// `items`: {label, note?, icon?, danger?, checked?, choose}, or {heading} above those that follow.
export function openMenu(anchor, items) {
  close();
  const nodes = items.map((item) => (item.heading ? heading(item.heading) : row(item)));
  const rows = nodes.filter((node) => node.tagName === "BUTTON");
  const menu = el("div", { class: "menu", role: "menu", on: { keydown: moved } }, nodes);
  const dialog = anchor.closest("dialog");
  const ts = anchor.closest("[data-ts]")?.dataset.ts;
  const pane = anchor.closest("#thread") ? "thread" : "room";
  (dialog ?? document.body).append(menu);
  place(menu, anchor);
  anchor.setAttribute("aria-expanded", "true");
  const outside = (event) => !menu.contains(event.target) && !anchor.contains(event.target) && close();
  close = () => {
    menu.remove();
    anchor.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", outside);
    close = () => {};
  };
  document.addEventListener("pointerdown", outside);
  rows[0]?.focus();

  function heading(words) {
    return el("div", { class: "menu-heading", role: "presentation" }, words);
  }

  function row(item) {
    const choose = () => {
      close();
      goBack();
      item.choose();
    };
    return el(
      "button",
      {
        type: "button",
        class: item.danger ? "menu-row danger" : "menu-row",
        role: item.checked === undefined ? "menuitem" : "menuitemcheckbox",
        "aria-checked": item.checked,
        tabindex: "-1",
        on: { click: choose },
      },
      item.icon && icon(item.icon),
      el("span", { class: "menu-words" }, item.label, item.note && el("small", {}, item.note)),
    );
  }

  function moved(event) {
    const at = rows.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      rows[(at + step + rows.length) % rows.length].focus();
    } else if (event.key === "Escape" || event.key === "Tab") {
      event.stopPropagation();
      event.preventDefault();
      close();
      goBack();
    }
  }

  // A message that changed meanwhile has a new button in the place of the old one.
  function goBack() {
    const fresh = () => document.querySelector(`#${pane} [data-ts="${ts}"] .${[...anchor.classList].join(".")}`);
    (anchor.isConnected ? anchor : fresh())?.focus();
  }
}

function place(menu, anchor) {
  const box = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = menu;
  const below = box.bottom + height + 8 < window.innerHeight;
  menu.style.left = `${Math.max(8, Math.min(box.left, window.innerWidth - width - 8))}px`;
  menu.style.top = `${below ? box.bottom + 4 : Math.max(8, box.top - height - 4)}px`;
}
