// One message: who, when, what it says, what can be done with it.

import { drawBlocks } from "./blocks.js";
import { editor } from "./editor.js";
import { el, icon, iconButton } from "./element.js";
import { COMMON, glyph } from "./emoji.js";
import { link } from "./links.js";
import { openMenu } from "./menu.js";
import { clockTime, dayName, momentOf, fullTime } from "./moments.js";
import { mrkdwn, inline } from "./mrkdwn.js";
import { meAsPerson, nameOf, personOf, state } from "./state.js";
import { confirmed } from "./confirm.js";
import { say } from "./toast.js";
import { tell } from "./wire.js";
import { workingLine } from "./working.js";

const NOTES = new Set(["channel_join", "channel_leave", "channel_topic", "channel_purpose", "channel_name"]);
const HUES = 6;

// `place`: {channel, inThread, openThread(ts)}; `follows` hides the name above a second message.
export function drawMessage(message, { place, follows, working }) {
  if (message.subtype === "tombstone") return gone(message, place);
  if (NOTES.has(message.subtype)) return note(message);
  const body = el("div", { class: "message-body" });
  const node = el(
    "article",
    {
      class: classesOf(message, follows),
      "aria-label": `${authorName(message)}, ${clockTime(message.ts)}`,
      tabindex: "-1",
      data: { ts: message.ts },
    },
    follows ? el("time", { class: "gutter-time", title: fullTime(message.ts) }, clockTime(message.ts)) : avatar(message),
    el(
      "div",
      { class: "message-main" },
      message.is_ephemeral && el("p", { class: "only-you" }, icon("eye"), "Only visible to you"),
      !follows && head(message),
      body,
    ),
  );
  fill(body, message, place);
  const main = node.querySelector(".message-main");
  main.append(...afterBody(message, { place, working }));
  if (!message.is_ephemeral) node.append(toolbar(message, { place, body }));
  return node;
}

function classesOf(message, follows) {
  const names = ["message"];
  if (follows) names.push("follows");
  if (message.is_ephemeral) names.push("ephemeral");
  if (isBot(message)) names.push("from-bot");
  return names.join(" ");
}

export function isBot(message) {
  return message.user === state.bot.id;
}

export function authorName(message) {
  return message.user === "USLACKBOT" ? "Slackbot" : nameOf(message.user);
}

// A deleted message keeps its place while it has replies.
function gone(message, place) {
  return el("div", { class: "note", data: { ts: message.ts } }, el("p", {}, message.text), ...afterBody(message, { place }));
}

function note(message) {
  return el("p", { class: "note", data: { ts: message.ts } }, inline(message.text), " · ", clockTime(message.ts));
}

function avatar(message) {
  if (isBot(message)) return el("img", { class: "avatar", src: "/static/dossier.svg", alt: "" });
  const name = authorName(message);
  const initials = name.split(/\s+/).map((word) => word[0]).slice(0, 2).join("");
  const hue = (state.people.findIndex((person) => person.id === message.user) + HUES) % HUES;
  return el("span", { class: `avatar hue-${hue}`, "aria-hidden": "true" }, initials);
}

function head(message) {
  const from = personOf(message.user);
  return el(
    "header",
    { class: "message-head" },
    el("span", { class: "author", title: from?.title || null }, authorName(message)),
    isBot(message) && el("span", { class: "badge" }, "app"),
    from?.kind === "stranger" && el("span", { class: "badge badge-outside" }, from.organisation || "outside"),
    from?.kind === "guest" && el("span", { class: "badge badge-outside" }, "guest"),
    el("time", { class: "when", title: fullTime(message.ts) }, clockTime(message.ts)),
  );
}

function fill(body, message, place) {
  const press = (what) =>
    tell("press", { channel: place.channel, ts: message.ts, ...what }).catch((error) => say(error.message));
  const typed = !message.blocks?.length || message.blocks[0].block_id === "typed";
  if (typed) body.append(...[mrkdwn(message.text ?? "")].flat());
  else body.append(...drawBlocks(message.blocks, { press }));
  if (message.edited && !isBot(message)) body.append(el("span", { class: "edited", title: fullTime(message.edited.ts) }, " (edited)"));
}

function afterBody(message, { place, working }) {
  const parts = [];
  if (message.files?.length) parts.push(el("div", { class: "files" }, message.files.map(file)));
  if (message.reactions?.length) parts.push(reactions(message, place));
  if (!place.inThread && (message.reply_count || working)) parts.push(threadLine(message, { place, working }));
  return parts;
}

function file(given) {
  const name = given.title || given.name;
  const words = [icon("file"), el("span", {}, name), el("small", {}, given.filetype || "file")];
  const url = given.permalink;
  return el("span", { class: "file" }, url ? link(url, ...words) : words);
}

function reactions(message, place) {
  const mine = meAsPerson()?.id;
  return el(
    "div",
    { class: "reactions" },
    message.reactions.map(({ name, users, count }) =>
      el(
        "button",
        {
          type: "button",
          class: "reaction",
          title: `${users.map(nameOf).join(", ")} · :${name}:`,
          "aria-label": `${name.replaceAll("_", " ")}, ${count}, ${users.map(nameOf).join(", ")}`,
          "aria-pressed": String(users.includes(mine)),
          on: { click: () => react(message, place, name) },
        },
        el("span", {}, glyph(name)),
        el("span", {}, count),
      ),
    ),
  );
}

function react(message, place, name) {
  tell("react", { channel: place.channel, ts: message.ts, name }).catch((error) => say(error.message));
}

function threadLine(message, { place, working }) {
  const replies = message.reply_count ?? 0;
  const last = message.latest_reply && `last ${lastReply(message)}`;
  return el(
    "button",
    { type: "button", class: "thread-line", on: { click: () => place.openThread(message.ts) } },
    working && workingLine(working),
    replies > 0 && el("span", { class: "thread-count" }, `${replies} ${replies === 1 ? "reply" : "replies"}`),
    last && el("span", { class: "thread-last" }, last),
  );
}

function lastReply({ ts, latest_reply: last }) {
  const [begun, day] = [momentOf(ts), momentOf(last)].map(dayName);
  if (day === begun) return clockTime(last);
  return `${day === "Today" || day === "Yesterday" ? day.toLowerCase() : day}, ${clockTime(last)}`;
}

function toolbar(message, { place, body }) {
  const shortcuts = state.shortcuts.filter((one) => one.type === "message");
  const reacting = iconButton("up", "React", (event) =>
    openMenu(
      event.currentTarget,
      COMMON.map((name) => ({ label: `${glyph(name)}  ${name.replaceAll("_", " ")}`, choose: () => react(message, place, name) })),
    ),
  );
  return el(
    "div",
    { class: "toolbar", role: "toolbar", "aria-label": "Message actions" },
    shortcuts.map((one) => iconButton("search", one.name, () => runShortcut(one, message, place))),
    !place.inThread && iconButton("reply", "Reply in thread", () => place.openThread(message.ts)),
    reacting,
    iconButton("more", "More", (event) => openMenu(event.currentTarget, moreOf(message, { place, body, shortcuts })), {
      "aria-haspopup": "menu",
    }),
  );
}

function runShortcut(shortcut, message, place) {
  tell("shortcut", { callback_id: shortcut.callback_id, channel: place.channel, ts: message.ts }).catch((error) =>
    say(error.message),
  );
}

function moreOf(message, { place, body, shortcuts }) {
  const items = shortcuts.map((one) => ({
    label: one.name,
    note: one.description,
    icon: "search",
    choose: () => runShortcut(one, message, place),
  }));
  items.push({ label: "Copy link", icon: "link", choose: () => copyLink(message, place) });
  if (message.user === meAsPerson()?.id) {
    items.push({ label: "Edit message", icon: "pencil", choose: () => edit(message, { place, body }) });
    items.push({ label: "Delete message", icon: "bin", danger: true, choose: () => remove(message, place) });
  }
  return items;
}

async function copyLink(message, place) {
  const query = new URLSearchParams({ as: state.me, channel: place.channel, message: message.ts });
  if (message.thread_ts) query.set("thread", message.thread_ts);
  await navigator.clipboard.writeText(`${location.origin}/?${query}`);
  say("Link copied.");
}

function edit(message, { place, body }) {
  const before = [...body.childNodes];
  const restore = () => body.replaceChildren(...before);
  body.replaceChildren(
    editor(message.text, {
      cancel: restore,
      save: (text) => {
        restore();
        tell("edit", { channel: place.channel, ts: message.ts, text }).catch((error) => say(error.message));
      },
    }),
  );
}

async function remove(message, place) {
  const question = {
    title: { text: "Delete this message?" },
    text: { text: "A question that Dossier is working on stops with it." },
    confirm: { text: "Delete" },
    style: "danger",
  };
  if (await confirmed(question)) {
    tell("delete", { channel: place.channel, ts: message.ts }).catch((error) => say(error.message));
  }
}
