// Draws a `rich_text` block. Its text elements are literal.

import { el } from "./element.js";
import { glyph } from "./emoji.js";
import { link } from "./links.js";
import * as mentions from "./mentions.js";
import { inTemplate } from "./moments.js";

const STYLES = [["code", "code"], ["bold", "strong"], ["italic", "em"], ["strike", "s"], ["underline", "u"]];

export function richText(block) {
  return el("div", { class: "rich-text" }, (block.elements ?? []).map(part));
}

function part(element) {
  switch (element.type) {
    case "rich_text_section":
      return el("div", { class: "rich-section" }, inline(element.elements));
    case "rich_text_list":
      return list(element);
    case "rich_text_quote":
      return el("blockquote", {}, inline(element.elements));
    case "rich_text_preformatted":
      return el("pre", {}, inline(element.elements));
    default:
      return unknown(element.type);
  }
}

// A list nested in another arrives as a list of its own with `indent`; `offset` goes on counting.
function list(element) {
  const ordered = element.style === "ordered";
  const start = ordered && element.offset ? element.offset + 1 : null;
  const indent = Math.min(element.indent ?? 0, 5);
  const items = (element.elements ?? []).map((item) => el("li", {}, inline(item.elements)));
  return el(ordered ? "ol" : "ul", { start, class: `indent-${indent}` }, items);
}

function inline(elements = []) {
  return elements.map((element) => styled(word(element), element.style));
}

function word(element) {
  switch (element.type) {
    case "text":
      return document.createTextNode(element.text);
    case "link":
      return link(element.url, element.text || element.url);
    case "user":
      return mentions.person(element.user_id);
    case "channel":
      return mentions.channel(element.channel_id);
    case "usergroup":
      return el("span", { class: "mention" }, `@${element.usergroup_id}`);
    case "broadcast":
      return mentions.broadcast(element.range);
    case "emoji":
      return el("span", { title: `:${element.name}:` }, glyph(element.name));
    case "date":
      return el("time", {}, inTemplate(element.timestamp, element.format ?? "{date} {time}"));
    case "color":
      return el("code", {}, element.value);
    default:
      return unknown(element.type);
  }
}

function styled(node, style = {}) {
  return STYLES.reduce((inner, [name, tag]) => (style[name] ? el(tag, {}, inner) : inner), node);
}

export function unknown(type) {
  return el("span", { class: "unknown" }, `[${type} is not drawn here]`);
}
