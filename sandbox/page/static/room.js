// The middle of the page: one conversation, or the bot's Home tab.

import { archivedNote, composer } from "./composer.js";
import { el, icon, replace } from "./element.js";
import { drawHome } from "./home.js";
import { isBot } from "./message.js";
import { MessageList } from "./messagelist.js";
import { send } from "./sending.js";
import { conversation, HOME, isDirect, meAsPerson, roomName, state } from "./state.js";
import { say } from "./toast.js";
import { ask } from "./wire.js";

const root = document.getElementById("room");
let list = null;
let shown = "";
let intro = null;
let offered = null;
let hint = null;
let box = null;

// `opens`: {thread(ts), room(id)}.
export async function openRoom(opens) {
  shown = state.channel;
  list = null;
  if (shown === HOME) {
    replace(root, appHead(opens), el("div", { class: "scroller" }, el("div", { class: "home", id: "home" })));
    await refreshHome();
    return;
  }
  const room = conversation(shown);
  const place = { channel: shown, inThread: false, openThread: opens.thread };
  list = new MessageList({ place, label: `Messages in ${roomName(room)}` });
  intro = el("div", { class: "intro" });
  offered = el("div", { class: "intro" });
  list.scroller.prepend(intro);
  list.scroller.append(offered);
  box = room.is_archived ? archivedNote() : boxOf(room, opens);
  hint = el("div", { class: "hint-line", hidden: true });
  replace(root, isDirect(room) ? appHead(opens) : channelHead(room), list.scroller, hint, box.node);
  await refreshRoom();
  list?.toEnd();
}

function invitation(room) {
  if (isDirect(room)) return `Ask ${state.bot.name}`;
  return room.has_bot ? `Message ${roomName(room)}, @${state.bot.name} to ask` : `Message ${roomName(room)}`;
}

function boxOf(room, opens) {
  return composer({
    label: `Message ${roomName(room)}`,
    placeholder: invitation(room),
    id: "message-box",
    commandsAllowed: true,
    send: (text) => send(text, { channel: room.id, opened: opens.thread }),
  });
}

// Returns the messages that are new to the page.
export async function refreshRoom() {
  const [asked, into] = [shown, list];
  if (!into) return [];
  const { messages, working, prompts } = await ask("messages", { channel: asked });
  if (into !== list) return [];
  drawIntro(messages, prompts);
  drawHint(messages);
  return into.update(messages, working);
}

// The bot came or went: what the head and the box say of it.
export function refreshHead() {
  const room = conversation(shown);
  if (!room || isDirect(room)) return;
  root.querySelector(".room-head")?.replaceWith(channelHead(room));
  root.querySelector("textarea")?.setAttribute("placeholder", invitation(room));
}

export async function refreshHome() {
  const { view } = await ask("home");
  const place = document.getElementById("home");
  if (place) drawHome(place, view);
}

export function pointAt(ts) {
  return list?.highlight(ts) ?? false;
}

export function focusBox() {
  box?.focus();
}

function channelHead(room) {
  const kind = room.is_private ? "lock" : "hash";
  const topic = room.topic?.value || room.purpose?.value || "";
  return el(
    "header",
    { class: "room-head" },
    el("h1", {}, icon(kind, room.is_private ? "Private channel" : ""), room.name),
    room.is_ext_shared && el("span", { class: "badge badge-outside" }, icon("shared"), "shared with another organisation"),
    room.is_private && el("span", { class: "badge" }, "private"),
    room.is_archived && el("span", { class: "badge badge-outside" }, "archived"),
    !room.has_bot && el("span", { class: "badge badge-outside" }, `${state.bot.name} is not in here`),
    topic && el("p", { class: "topic", title: topic }, topic),
  );
}

function appHead(opens) {
  const direct = state.conversations.find(isDirect)?.id;
  const tab = (id, label) =>
    el(
      "button",
      { type: "button", class: "tab", "aria-current": state.channel === id ? "page" : null, on: { click: () => opens.room(id) } },
      label,
    );
  return el(
    "header",
    { class: "room-head app-head" },
    el("h1", {}, el("img", { class: "avatar avatar-small", src: "/static/dossier.svg", alt: "" }), state.bot.name),
    el("span", { class: "badge" }, "app"),
    el("div", { class: "tabs" }, tab(direct, "Messages"), tab(HOME, "Home")),
  );
}

function drawIntro(messages, prompts) {
  const room = conversation(shown);
  const words = isDirect(room)
    ? `This is between you and ${state.bot.name}. Each question starts its own thread.`
    : messages.length === 0 && "Nothing has been said here yet.";
  const offers = (prompts ?? []).map((prompt) =>
    el(
      "button",
      { type: "button", class: "prompt", on: { click: () => box.write(prompt.message) } },
      el("strong", {}, prompt.title),
      el("span", {}, prompt.message),
    ),
  );
  replace(intro, words && el("p", {}, words));
  const unasked = messages.every(isBot);
  replace(offered, unasked && offers.length > 0 && el("div", { class: "prompts" }, offers));
}

// To somebody who has not asked anything in a channel yet: what one might ask.
function drawHint(messages) {
  const room = conversation(shown);
  const mine = meAsPerson()?.id;
  const asked = messages.some((message) => message.user === mine && message.text.includes(`<@${state.bot.id}`));
  const unheard = isDirect(room) || room.is_archived || !room.has_bot || room.is_ext_shared;
  hint.hidden = asked || unheard || !state.invented;
  if (hint.hidden || hint.childElementCount > 0) return;
  const [first] = state.prompts;
  if (!first) return;
  const fill = () => box.write(`@${state.bot.name} ${first.message}`);
  replace(hint, "Try asking: ", el("button", { type: "button", class: "link", on: { click: fill } }, first.message));
}

export async function visited(tell) {
  const room = conversation(state.channel);
  try {
    if (state.channel === HOME) await tell("home");
    else if (isDirect(room)) await tell("dm");
  } catch (error) {
    say(error.message);
  }
}
