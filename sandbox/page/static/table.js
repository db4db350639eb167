// Draws a `table` block; its first row is the heading.

import { el } from "./element.js";
import { richText } from "./richtext.js";

export function table(block) {
  const [head, ...rows] = block.rows ?? [];
  const settings = block.column_settings ?? [];
  const row = (cells, tag) =>
    el("tr", {}, cells.map((given, at) => el(tag, { class: `align-${settings[at]?.align ?? "left"}`, scope: tag === "th" ? "col" : null }, cell(given))));
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
