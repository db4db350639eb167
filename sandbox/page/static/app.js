// The page: who looks, at which conversation, and what is brought up to date when.

import { drawBanner } from "./banner.js";
import { gist } from "./blocks.js";
import { openLinksWith } from "./links.js";
import { goToChannelsWith } from "./mentions.js";
import { authorName } from "./message.js";
import { refreshModal } from "./modal.js";
import { previewer } from "./preview.js";
import { focusBox, openRoom, pointAt, refreshHead, refreshHome, refreshRoom, visited } from "./room.js";
import { drawSidebar } from "./sidebar.js";
import { conversation, HOME, isDirect, meAsPerson, noteWhere, remember, roomName, state, whereFromAddress } from "./state.js";
import { listen } from "./stream.js";
import { openThread, pointInThread, refreshThread } from "./thread.js";
import { announce, say } from "./toast.js";
import { ask, tell } from "./wire.js";

const GATHER_MS = 60;
const PERSONAL = new Set(["view", "home"]);
let due = null;

async function begin() {
  const where = whereFromAddress();
  const response = await fetch(`/api/start?${new URLSearchParams({ as: where.as })}`);
  remember(await response.json());
  openLinksWith(previewer(goTo));
  goToChannelsWith((channel) => goTo({ channel }));
  await goTo({ ...where, channel: knownRoom(where.channel) });
  await drawBanner();
  await refreshModal();
  listen({ changed, reopened: () => schedule("everything") });
  window.addEventListener("popstate", () => goTo(whereFromAddress()));
}

function knownRoom(id) {
  if (id === HOME || conversation(id)) return id;
  const mine = state.conversations.filter((room) => room.is_member && !isDirect(room));
  const first = mine.find((room) => room.is_general) ?? mine[0];
  return (first ?? state.conversations[0])?.id ?? HOME;
}

async function goTo({ channel, thread = "", message = "" }) {
  const sameRoom = channel === state.channel;
  const sameThread = sameRoom && thread === state.thread;
  state.channel = channel;
  state.thread = thread;
  state.unread.delete(channel);
  noteWhere();
  document.title = `${channel === HOME ? "Home" : roomName(conversation(channel))} · ${state.workspace}, local workspace`;
  drawSidebar((id) => goTo({ channel: id }).then(focusBox));
  const opens = { thread: showThread, room: (id) => goTo({ channel: id }) };
  await Promise.all([sameRoom || openRoom(opens), sameThread || openThread({ close: closeThread })]);
  if (!sameRoom) await visited(tell);
  if (message) pointAt(message) || pointInThread(message);
}

async function closeThread() {
  await goTo({ channel: state.channel });
  focusBox();
}

function showThread(ts) {
  return goTo({ channel: state.channel, thread: ts });
}

function changed(change) {
  const mine = change.person === meAsPerson()?.id;
  if (change.channel && change.channel !== state.channel) {
    if (["message", "ephemeral"].includes(change.kind) && !mine) noteUnread(change);
    return;
  }
  schedule(PERSONAL.has(change.kind) ? change.kind : "messages");
}

function noteUnread({ channel }) {
  const room = conversation(channel);
  if (isDirect(room) && !state.unread.has(channel)) say(`${state.bot.name} sent you a direct message.`);
  state.unread.add(channel);
  drawSidebar((id) => goTo({ channel: id }));
}

// Changes that come together are drawn together.
function schedule(what) {
  due ??= new Set();
  if (due.size === 0) setTimeout(bringUpToDate, GATHER_MS);
  due.add(what);
}

async function bringUpToDate() {
  const now = due;
  due = null;
  const all = now.has("everything");
  try {
    if (all || now.has("view")) await refreshModal();
    if (state.channel === HOME && (all || now.has("home"))) await refreshHome();
    if (all || now.has("messages")) {
      const fresh = (await Promise.all([refreshRoom(), refreshThread()])).flat();
      tellAloud(fresh);
      if (fresh.some(isBotMoving)) {
        await renewRooms();
        refreshHead();
      }
    }
    if (all) await renewRooms();
  } catch (error) {
    say(error.message);
  }
}

function isBotMoving({ subtype, user }) {
  return user === state.bot.id && ["channel_join", "channel_leave"].includes(subtype);
}

async function renewRooms() {
  const { conversations } = await ask("start");
  state.conversations = conversations;
  drawSidebar((id) => goTo({ channel: id }));
}

function tellAloud(fresh) {
  const mine = meAsPerson()?.id;
  for (const message of fresh) {
    if (message.user !== mine) announce(`${authorName(message)}: ${gist(message)}`);
  }
}

begin().catch((error) => say(error.message));
