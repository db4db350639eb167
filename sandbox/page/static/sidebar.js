// The conversations that this person sees.

import { el, icon, replace } from "./element.js";
import { addressOf, HOME, isDirect, meAsPerson, state } from "./state.js";

const root = document.getElementById("sidebar");
const list = el("div");
let head = null;

export function drawSidebar(openRoom) {
  const rooms = state.conversations.filter((room) => !isDirect(room) && !room.is_mpim);
  const direct = state.conversations.find(isDirect);
  const focused = document.activeElement?.dataset.room;
  // The choice of who one is stays as it is: redrawing would close it under the pointer.
  head ??= el("header", { class: "workspace" }, el("p", { class: "workspace-name" }, state.workspace), whoAmI());
  if (!head.isConnected) root.append(head, list);
  replace(
    list,
    el("h2", { class: "group" }, "Channels"),
    el("ul", {}, rooms.map((room) => channelRow(room, openRoom))),
    el("h2", { class: "group" }, "Apps"),
    direct && el("ul", {}, botRow(direct, openRoom)),
  );
  if (focused) list.querySelector(`[data-room="${focused}"]`)?.focus();
}

function whoAmI() {
  const pick = el(
    "select",
    { id: "who", class: "who" },
    state.people.map((person) => el("option", { value: person.handle, selected: person.handle === state.me }, personLabel(person))),
  );
  pick.addEventListener("change", () => location.assign(addressOf({ as: pick.value, thread: "" })));
  return el(
    "div",
    { class: "you" },
    el("label", { for: "who" }, "You are"),
    pick,
    el("p", { class: "you-title" }, meAsPerson()?.title ?? ""),
  );
}

function personLabel({ name, kind, organisation }) {
  if (kind === "member") return name;
  return `${name} (${kind === "guest" ? "guest" : organisation || "other organisation"})`;
}

function channelRow(room, openRoom) {
  const mark = room.is_private ? icon("lock", "private") : icon("hash");
  return row(room.id, { openRoom, quiet: !room.is_member }, [
    mark,
    el("span", { class: "row-name" }, room.name),
    room.is_ext_shared && icon("shared", "shared with another organisation"),
  ]);
}

function botRow(room, openRoom) {
  return row(room.id, { openRoom, also: HOME }, [
    el("img", { class: "avatar avatar-tiny", src: "/static/dossier.svg", alt: "" }),
    el("span", { class: "row-name" }, state.bot.name),
    el("span", { class: "badge" }, "app"),
  ]);
}

function row(id, { openRoom, also = "", quiet = false }, content) {
  const here = state.channel === id || (also && state.channel === also);
  const fresh = state.unread.has(id);
  return el(
    "li",
    {},
    el(
      "button",
      {
        type: "button",
        class: ["row", fresh && "fresh", quiet && "quiet"].filter(Boolean).join(" "),
        data: { room: id },
        "aria-current": here ? "page" : null,
        on: { click: () => openRoom(id) },
      },
      content,
      fresh && el("span", { class: "dot", role: "img", "aria-label": "new messages" }),
    ),
  );
}
