// Draws Block Kit. `press` is what a control in these blocks does when used.

import { control, refusedImage, textOf } from "./controls.js";
import { el } from "./element.js";
import { glyph } from "./emoji.js";
import { inputBlock } from "./inputs.js";
import { markdown } from "./markdown.js";
import { mrkdwn } from "./mrkdwn.js";
import { plan, taskCard } from "./plan.js";
import { richText, unknown } from "./richtext.js";
import { table } from "./table.js";

const DRAWN = {
  rich_text: richText,
  section,
  header: (block) => el("h3", { class: "block-header" }, words(block.text)),
  context,
  actions,
  context_actions: actions,
  divider: () => el("hr"),
  table,
  plan,
  task_card: taskCard,
  input: inputBlock,
  image: refusedImage,
  markdown: (block) => el("div", { class: "rich-text" }, markdown(block.text)),
  alert: (block) => el("p", { class: "block-alert", role: "note" }, words(block.text)),
};

export function drawBlocks(blocks, { press }) {
  return (blocks ?? []).map((block) => {
    const draw = DRAWN[block.type];
    const node = draw ? draw(block, { press }) : el("p", {}, unknown(block.type));
    node.dataset.block = block.type;
    return node;
  });
}

// A text object: `plain_text` is literal apart from its emoji, `mrkdwn` is marked up.
export function words(object) {
  if (!object) return [];
  if (object.type === "mrkdwn") return mrkdwn(object.text);
  if (object.type === "rich_text") return [richText(object)];
  return [object.text.replace(/:([a-z0-9_+-]+):/g, (_, name) => glyph(name))];
}

function section(block, { press }) {
  const accessory = block.accessory && control(block.accessory, { blockId: block.block_id, press });
  const fields = (block.fields ?? []).map((field) => el("div", { class: "block-field" }, words(field)));
  return el(
    "div",
    { class: "block-section" },
    el(
      "div",
      { class: "block-words" },
      block.text && el("div", {}, words(block.text)),
      fields.length > 0 && el("div", { class: "block-fields" }, fields),
    ),
    accessory,
  );
}

function context(block) {
  const parts = (block.elements ?? []).map((element) =>
    element.type === "image" ? refusedImage(element) : el("span", {}, words(element)),
  );
  return el("div", { class: "block-context" }, parts);
}

function actions(block, { press }) {
  const label = block.type === "context_actions" ? "Feedback" : "Actions";
  const controls = (block.elements ?? []).map((element) => control(element, { blockId: block.block_id, press }));
  return el("div", { class: "block-actions", role: "group", "aria-label": label }, controls);
}

// One plain line that says what a message is about, for the live region and for previews.
export function gist(message) {
  const plan = (message.blocks ?? []).find((block) => block.type === "plan");
  const text = message.text || textOf(plan && { text: plan.title }) || "a message";
  return text.replace(/<[^>|]*\|([^>]*)>/g, "$1").replace(/[*_~`]/g, "").slice(0, 160);
}
