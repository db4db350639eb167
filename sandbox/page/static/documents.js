// A document of the workspace, drawn for reading.

import { el } from "./element.js";
import { inline, grid, markdown } from "./markdown.js";

const KINDS = { drive: "Drive", notion: "Notion", web: "Web page", "slack-file": "File in Slack" };
const SLIDE = /^---\s*$/m;

export function drawDocument(found) {
  if (found.kind === "missing" || found.kind === "closed") return refusal(found);
  const slides = isSlides(found);
  return el(
    "article",
    { class: `document document-${found.kind}` },
    el("header", { class: "document-head" }, el("p", { class: "document-kind" }, KINDS[found.kind]), el("h1", {}, found.title), facts(found)),
    el("div", { class: "document-text" }, slides ? slideDeck(found.markdown) : markdown(found.markdown || ""), (found.tabs ?? []).map(tab)),
    found.comments?.length > 0 && comments(found.comments),
    found.adverts?.length > 0 && aside("Adverts on this page", found.adverts),
    found.hidden && aside("Hidden in this page's HTML: people don't see it, a model that reads the page might", [found.hidden]),
  );
}

function isSlides(found) {
  return found.facts?.some(([name, value]) => name === "Kind" && value.toLowerCase().endsWith("slides"));
}

function facts(found) {
  const rows = (found.facts ?? []).map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value)));
  return el("dl", { class: "document-facts" }, rows, el("div", {}, el("dt", {}, "Address"), el("dd", { class: "address" }, found.url)));
}

function slideDeck(text) {
  return text.split(SLIDE).map((slide, at) => el("section", { class: "slide", "aria-label": `Slide ${at + 1}` }, markdown(slide)));
}

function tab({ name, rows }) {
  return el("section", { class: "sheet" }, el("h2", {}, name), grid(rows));
}

function comments(given) {
  return el(
    "section",
    { class: "document-comments" },
    el("h2", {}, "Comments"),
    given.map(({ author, at, text }) => el("p", {}, el("strong", {}, author), el("small", {}, ` ${at} `), inline(text))),
  );
}

function aside(title, lines) {
  return el("details", { class: "document-aside" }, el("summary", {}, title), lines.map((line) => el("p", {}, line)));
}

function refusal(found) {
  const closed = "It is in the workspace, but not shared with this person. Switch to somebody else to read it.";
  const missing = "Links open documents of this workspace only; the page never goes to the outside web.";
  return el(
    "article",
    { class: "document document-refused" },
    el("h1", {}, found.title),
    el("p", {}, found.kind === "closed" ? closed : missing),
    el("p", { class: "address" }, found.url),
  );
}
