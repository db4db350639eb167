// The side panel: one thread, what the bot is doing in it, and a box to answer or steer.

import { archivedNote, composer } from "./composer.js";
import { el, iconButton, replace } from "./element.js";
import { MessageList } from "./messagelist.js";
import { send } from "./sending.js";
import { conversation, roomName, state } from "./state.js";
import { ask } from "./wire.js";
import { isBusy, sessionLine } from "./working.js";

const root = document.getElementById("thread");
let list = null;
let session = null;
let box = null;
let shown = { channel: "", thread: "" };
let sessionKey = "";

export async function openThread({ close }) {
  shown = { channel: state.channel, thread: state.thread };
  list = null;
  root.hidden = !shown.thread;
  document.body.classList.toggle("has-thread", Boolean(shown.thread));
  if (!shown.thread) return;
  const { channel, thread } = shown;
  list = new MessageList({ place: { channel, inThread: true, openThread: () => {} }, label: "Thread" });
  session = el("div", { class: "session", role: "status" });
  sessionKey = "";
  box = conversation(channel)?.is_archived ? archivedNote() : composer({
    label: "Reply in thread",
    placeholder: "Reply, or steer: “skip the web”, “stop”",
    send: (text) => send(text, { channel, thread }),
  });
  const head = el(
    "header",
    { class: "room-head" },
    el("h2", {}, "Thread"),
    el("p", { class: "topic" }, roomName(conversation(channel))),
    iconButton("close", "Close thread", close),
  );
  // A handler that returns false would keep every other key from the box.
  root.onkeydown = (event) => {
    if (event.key === "Escape") close();
  };
  replace(root, head, list.scroller, session, box.node);
  await refreshThread();
  list?.toEnd();
  box.focus();
}

// Returns the messages that are new to the page.
export async function refreshThread() {
  const into = list;
  if (!into) return [];
  const { messages, working } = await ask("messages", { channel: shown.channel, thread_ts: shown.thread });
  if (into !== list) return [];
  drawSession(working[shown.thread]);
  return into.update(messages, {});
}

function drawSession(working) {
  const key = JSON.stringify(working ?? null);
  if (key === sessionKey) return;
  sessionKey = key;
  session.classList.toggle("busy", isBusy(working));
  const had = session.contains(document.activeElement);
  replace(session, sessionLine(working, shown));
  if (had) box.focus();
}

export function pointInThread(ts) {
  return list?.highlight(ts) ?? false;
}
