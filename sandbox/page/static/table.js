// Draws a `table` block; its first row is the heading.

import { el } from "./element.js";
import { richText } from "./richtext.js";

const UNBROKEN = 12; // characters: a date or an amount stays on one line

export function table(block) {
  const [head, ...rows] = block.rows ?? [];
  const settings = block.column_settings ?? [];
  const one = (given, at, tag) => {
    const align = `align-${settings[at]?.align ?? "left"}`;
    const node = el(tag, { class: align, scope: tag === "th" ? "col" : null }, cell(given));
    if (node.textContent.length <= UNBROKEN) node.classList.add("unbroken");
    return node;
  };
  const row = (cells, tag) => el("tr", {}, cells.map((given, at) => one(given, at, tag)));
  return el(
    "div",
    { class: "table-frame", tabindex: "0", role: "region", "aria-label": "Table" },
    el("table", {}, head && el("thead", {}, row(head, "th")), el("tbody", {}, rows.map((cells) => row(cells, "td")))),
  );
}

function cell(given) {
  if (given?.type === "rich_text") return richText(given);
  return given?.text ?? "";
}
