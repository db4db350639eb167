// Draws Slack's mrkdwn: what people type, and the text of sections and contexts.

import { el } from "./element.js";
import { glyph } from "./emoji.js";
import { link } from "./links.js";
import * as mentions from "./mentions.js";
import { inTemplate } from "./moments.js";

const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };
const INLINE = [
  [/^`([^`\n]+)`/, (found) => el("code", {}, plain(found[1]))],
  [/^<([^<>\n]+)>/, (found) => token(found[1])],
  [/^:([a-z0-9_+'-]+(?:::[a-z0-9-]+)?):/, (found) => emoji(found[1])],
  [/^\*([^\s*](?:[^*\n]*[^\s*])?)\*(?!\w)/, (found) => el("strong", {}, inline(found[1]))],
  [/^_([^\s_](?:[^_\n]*[^\s_])?)_(?!\w)/, (found) => el("em", {}, inline(found[1]))],
  [/^~([^\s~](?:[^~\n]*[^\s~])?)~(?!\w)/, (found) => el("s", {}, inline(found[1]))],
  [/^https?:\/\/[^\s<>|]+[^\s<>|.,;:!?)'"\]]/, (found) => link(plain(found[0]), plain(found[0]))],
];
const OPENERS = "`<:*_~h";

export function plain(text) {
  return text.replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity]);
}

export function mrkdwn(text) {
  const pieces = text.split(/```\n?([\s\S]*?)```/);
  return pieces.flatMap((piece, at) => (at % 2 ? [el("pre", {}, inCode(piece))] : paragraphs(piece)));
}

function inCode(text) {
  return plain(text.replace(/<((?:https?|mailto):[^|>]+)(?:\|([^>]*))?>/g, (_, url, label) => label || url));
}

// Lines that start with > become one quotation; the others keep their line breaks.
function paragraphs(text) {
  const groups = [];
  for (const line of text.split("\n")) {
    const quoted = /^(?:&gt;|>) ?/.exec(line);
    const last = groups.at(-1);
    const content = quoted ? line.slice(quoted[0].length) : line;
    if (last && last.quoted === Boolean(quoted)) last.lines.push(content);
    else groups.push({ quoted: Boolean(quoted), lines: [content] });
  }
  return groups.map(({ quoted, lines }) => {
    const body = inline(lines.join("\n"));
    return quoted ? el("blockquote", {}, body) : el("span", { class: "lines" }, body);
  });
}

export function inline(text) {
  const nodes = [];
  let written = "";
  let at = 0;
  while (at < text.length) {
    const found = OPENERS.includes(text[at]) && startsWord(text, at) ? match(text.slice(at)) : null;
    if (found) {
      if (written) nodes.push(plain(written));
      nodes.push(found.node);
      written = "";
      at += found.length;
    } else {
      written += text[at];
      at += 1;
    }
  }
  if (written) nodes.push(plain(written));
  return nodes;
}

// Inside a word, * and _ are characters; code and tokens may start anywhere.
function startsWord(text, at) {
  return at === 0 || "`<:".includes(text[at]) || !/[\p{L}\p{N}]/u.test(text[at - 1]);
}

function match(rest) {
  for (const [pattern, draw] of INLINE) {
    const found = pattern.exec(rest);
    const node = found && draw(found);
    if (node) return { node, length: found[0].length };
  }
  return null;
}

function emoji(name) {
  const drawn = glyph(name);
  return drawn.startsWith(":") ? null : el("span", { title: `:${name}:` }, drawn);
}

function token(content) {
  const [target, label = ""] = content.split(/\|(.*)/s);
  if (/^@[UW]/.test(target)) return mentions.person(target.slice(1));
  if (/^#C/.test(target)) return mentions.channel(target.slice(1), plain(label));
  if (target.startsWith("!")) return special(target.slice(1), label);
  if (/^(?:https?:|mailto:)/.test(target)) return link(plain(target), plain(label || target));
  return null;
}

function special(target, label) {
  const [name, seconds, template] = target.split("^");
  if (name === "date") return el("time", { title: label }, inTemplate(seconds, template ?? "{date}"));
  if (name === "subteam") return el("span", { class: "mention" }, label || "@group");
  return mentions.broadcast(name);
}
