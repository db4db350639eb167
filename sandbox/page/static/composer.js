// The message box: Enter sends, Shift+Enter breaks the line, @ and / offer what there is.

import { el, icon } from "./element.js";
import { suggestionsFor } from "./suggestions.js";

let made = 0;

// In place of the box where nothing more can be written.
export function archivedNote() {
  return { node: el("p", { class: "hint-line archived" }, "This channel is archived: it can be read, and nothing more can be posted."), focus() {}, write() {} };
}

// `send(text)` returns a promise; what was typed comes back into the box when it fails.
export function composer({ label, placeholder, id = "", commandsAllowed = false, send }) {
  made += 1;
  const listId = `offers-${made}`;
  const box = el("textarea", {
    id: id || null,
    rows: "1",
    placeholder,
    "aria-label": label,
    "aria-autocomplete": "list",
    "aria-haspopup": "listbox",
    "aria-controls": listId,
  });
  const list = el("div", { class: "offers", id: listId, role: "listbox", "aria-label": "Suggestions", hidden: true });
  const button = el("button", { type: "button", class: "send", "aria-label": "Send", title: "Send (Enter)" }, icon("send"));
  let offered = null;
  let chosen = 0;

  function grow() {
    box.style.height = "auto";
    box.style.height = `${Math.min(box.scrollHeight, 180)}px`;
    button.disabled = !box.value.trim();
  }

  function offer() {
    offered = suggestionsFor(box.value, box.selectionStart, { commandsAllowed });
    chosen = 0;
    drawOffers();
  }

  function drawOffers() {
    list.hidden = !offered;
    const rows = (offered?.items ?? []).map((item, at) =>
      el(
        "div",
        {
          class: "offer",
          role: "option",
          id: `${listId}-${at}`,
          "aria-selected": String(at === chosen),
          on: { pointerdown: (event) => { event.preventDefault(); take(at); } },
        },
        el("span", {}, item.label),
        item.note && el("small", {}, item.note),
      ),
    );
    list.replaceChildren(...rows);
    if (offered) box.setAttribute("aria-activedescendant", `${listId}-${chosen}`);
    else box.removeAttribute("aria-activedescendant");
  }

  function take(at) {
    const { from, to, items } = offered;
    box.setRangeText(items[at].insert, from, to, "end");
    offered = null;
    drawOffers();
    grow();
  }

  async function submit() {
    const text = box.value.trim();
    if (!text) return;
    write("");
    if (!(await send(text))) write(text);
  }

  function write(text) {
    box.value = text;
    grow();
    box.focus();
  }

  function inOffers(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      chosen = (chosen + step + offered.items.length) % offered.items.length;
      drawOffers();
    } else if (event.key === "Enter" || event.key === "Tab") {
      take(chosen);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      offered = null;
      drawOffers();
    } else {
      return false;
    }
    event.preventDefault();
    return true;
  }

  box.addEventListener("keydown", (event) => {
    if (event.isComposing || (offered && inOffers(event))) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      submit();
    }
  });
  box.addEventListener("input", () => { grow(); offer(); });
  box.addEventListener("blur", () => { offered = null; drawOffers(); });
  button.addEventListener("click", submit);
  button.disabled = true;
  const node = el("div", { class: "composer" }, list, el("div", { class: "composer-box" }, box, button));
  return { node, write, focus: () => box.focus() };
}
