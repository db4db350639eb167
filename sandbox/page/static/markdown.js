// Draws the Markdown of a document for reading. Only what our documents use; all text is literal.

import { el } from "./element.js";
import { link } from "./links.js";

const FENCE = /^```/;
const HEADING = /^(#{1,6})\s+(.*)$/;
const RULE = /^\s*(?:-{3,}|\*{3,}|_{3,})\s*$/;
const ITEM = /^(\s*)(?:([-*+])|(\d+)[.)])\s+(.*)$/;
const INLINE = /`([^`]+)`|\*\*([^*]+)\*\*|__([^_]+)__|\*([^*\s][^*]*)\*|\b_([^_]+)_\b|!?\[([^\]]*)\]\(([^()\s]+(?:\([^()]*\))?)[^)]*\)|<?(https?:\/\/[^\s<>)]+)>?/g;

export function markdown(text) {
  const lines = text.replace(/\r\n?/g, "\n").split("\n");
  const nodes = [];
  let at = 0;
  while (at < lines.length) {
    const [node, next] = block(lines, at);
    if (node) nodes.push(node);
    at = next;
  }
  return nodes;
}

function block(lines, at) {
  const line = lines[at];
  if (!line.trim()) return [null, at + 1];
  if (FENCE.test(line)) return fenced(lines, at);
  const heading = HEADING.exec(line);
  if (heading) return [el(`h${Math.min(heading[1].length + 1, 6)}`, {}, inline(heading[2])), at + 1];
  if (RULE.test(line)) return [el("hr"), at + 1];
  if (line.trimStart().startsWith("|")) return tableAt(lines, at);
  if (line.startsWith(">")) return quoteAt(lines, at);
  if (ITEM.test(line)) return listAt(lines, at);
  return paragraphAt(lines, at);
}

function taken(lines, at, belongs) {
  let end = at;
  while (end < lines.length && belongs(lines[end])) end += 1;
  return [lines.slice(at, end), end];
}

function fenced(lines, at) {
  const [body, end] = taken(lines, at + 1, (line) => !FENCE.test(line));
  return [el("pre", {}, body.join("\n")), end + 1];
}

function quoteAt(lines, at) {
  const [body, end] = taken(lines, at, (line) => line.startsWith(">"));
  return [el("blockquote", {}, markdown(body.map((line) => line.replace(/^> ?/, "")).join("\n"))), end];
}

function tableAt(lines, at) {
  const [body, end] = taken(lines, at, (line) => line.trimStart().startsWith("|"));
  const cells = (line) => line.trim().replace(/^\||\|$/g, "").split("|").map((cell) => cell.trim());
  const rows = body.filter((line) => !/^[\s|:-]+$/.test(line)).map(cells);
  return [grid(rows), end];
}

export function grid([head = [], ...rows]) {
  return el(
    "div",
    { class: "table-frame", tabindex: "0", role: "region", "aria-label": "Table" },
    el(
      "table",
      {},
      el("thead", {}, el("tr", {}, head.map((cell) => el("th", { scope: "col" }, inline(cell))))),
      el("tbody", {}, rows.map((row) => el("tr", {}, row.map((cell) => el("td", {}, inline(cell)))))),
    ),
  );
}

// Deeper items and their continuation lines belong to the item above them.
function listAt(lines, at) {
  const first = ITEM.exec(lines[at]);
  const depth = first[1].length;
  const [body, end] = taken(lines, at, (line) => ITEM.test(line) || /^\s{2,}\S/.test(line));
  const items = [];
  for (const line of body) {
    const found = ITEM.exec(line);
    if (found && found[1].length <= depth) items.push([found[4]]);
    else items.at(-1).push(line.slice(depth + 2));
  }
  const drawn = items.map(([words, ...below]) => el("li", {}, inline(words), below.length > 0 && markdown(below.join("\n"))));
  return [el(first[3] ? "ol" : "ul", {}, drawn), end];
}

function paragraphAt(lines, at) {
  const plain = (line) => line.trim() && !HEADING.test(line) && !FENCE.test(line) && !ITEM.test(line) && !/^[>|]/.test(line);
  const [body, end] = taken(lines, at + 1, plain);
  return [el("p", {}, inline([lines[at], ...body].join("\n"))), end];
}

export function inline(text) {
  const nodes = [];
  let end = 0;
  for (const found of text.matchAll(INLINE)) {
    nodes.push(text.slice(end, found.index), word(found));
    end = found.index + found[0].length;
  }
  nodes.push(text.slice(end));
  return nodes;
}

function word([whole, code, bold, strong, italic, emphasis, label, target, url]) {
  if (code) return el("code", {}, code);
  if (bold || strong) return el("strong", {}, bold || strong);
  if (italic || emphasis) return el("em", {}, italic || emphasis);
  if (target) return /^https?:/.test(target) ? link(target, label || target) : label || whole;
  return link(url, url);
}
