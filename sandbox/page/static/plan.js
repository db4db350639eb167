// Draws a run's plan: what is being looked at now, part by part.

import { el, icon } from "./element.js";
import { link } from "./links.js";
import { richText } from "./richtext.js";

// The bot may begin a title with its own word: `reading · Drive · the new prices`.
const OWN_WORD = /^\P{Lu}[^·]{0,40} · /u;
const WORDS = { pending: "waiting", in_progress: "working", complete: "done", error: "not done" };

export function plan(block) {
  const tasks = block.tasks ?? [];
  const done = tasks.filter((task) => task.status === "complete").length;
  const working = tasks.some((task) => task.status === "in_progress");
  return el(
    "section",
    { class: working ? "plan plan-working" : "plan", "aria-label": "Plan" },
    el(
      "header",
      { class: "plan-head" },
      el("span", { class: "plan-title" }, written(block.title)),
      tasks.length > 0 && el("span", { class: "plan-count" }, `${done} of ${tasks.length} done`),
    ),
    tasks.length > 0 &&
      el("div", { class: "plan-bar", "aria-hidden": "true" }, tasks.map((task) => el("i", { class: `is-${task.status}` }))),
    el("ol", { class: "plan-tasks" }, tasks.map((task) => el("li", {}, taskCard(task)))),
  );
}

export function taskCard(task) {
  const status = task.status ?? "pending";
  const title = written(task.title);
  return el(
    "div",
    { class: `task is-${status}` },
    el("span", { class: "task-mark" }, icon(status)),
    el(
      "div",
      { class: "task-words" },
      el(
        "div",
        { class: "task-title" },
        el("span", {}, title),
        !OWN_WORD.test(title) && el("span", { class: "task-status" }, WORDS[status] ?? status),
      ),
      task.details && el("div", { class: "task-details" }, rich(task.details)),
      task.output && el("div", { class: "task-output" }, rich(task.output)),
      task.sources?.length > 0 && el("div", { class: "task-sources" }, task.sources.map(source)),
    ),
  );
}

function written(text) {
  return typeof text === "string" ? text : (text?.text ?? "");
}

function rich(content) {
  return content.type === "rich_text" ? richText(content) : written(content);
}

function source(given) {
  return link(given.url, given.text || given.url);
}
