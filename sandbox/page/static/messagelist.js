// A list of messages that is brought up to date without losing focus, place or what is being typed.

import { el } from "./element.js";
import { drawMessage, isBot } from "./message.js";
import { dayKey, dayName, momentOf } from "./moments.js";
import { meAsPerson } from "./state.js";

const TOGETHER_SECONDS = 300;
const NEAR_THE_END = 60;
const FOCUSABLE = "button, a[href], select, input, textarea";

export class MessageList {
  // `place` is {channel, inThread, openThread(ts)}; `scroller` is what scrolls.
  constructor({ place, label }) {
    this.place = place;
    this.drawn = new Map();
    this.shown = false;
    this.node = el("div", { class: "messages", role: "group", "aria-label": label, on: { keydown: (event) => this.#move(event) } });
    this.scroller = el("div", { class: "scroller", on: { scroll: () => this.#remember() } }, this.node);
    // Text wraps anew when the thread opens beside it: whoever was at the end stays there.
    this.ended = true;
    this.width = 0;
    new ResizeObserver(() => this.#resized()).observe(this.scroller);
  }

  // Returns the messages that were not there before.
  update(messages, working) {
    const first = !this.shown;
    this.shown = true;
    const atEnd = first || this.#nearEnd();
    const fresh = messages.filter((message) => !this.drawn.has(message.ts));
    const wanted = new Map();
    const nodes = [];
    messages.forEach((message, at) => {
      const before = messages[at - 1];
      if (startsDay(message, before)) nodes.push(this.#divider(message, wanted));
      nodes.push(this.#one(message, before, { working: working[message.ts], wanted }));
    });
    this.drawn = wanted;
    arrange(this.node, nodes);
    this.#letTabIn();
    const mine = fresh.some((message) => message.user === meAsPerson()?.id);
    if (atEnd || mine) this.#follow(first ? [] : fresh);
    return first ? [] : fresh;
  }

  #divider(message, wanted) {
    const key = `day ${dayKey(momentOf(message.ts))}`;
    const name = dayName(momentOf(message.ts));
    const known = this.drawn.get(key);
    const node = known?.key === name ? known.node : el("h3", { class: "day" }, el("span", {}, name));
    wanted.set(key, { key: name, node });
    return node;
  }

  #one(message, before, { working, wanted }) {
    const follows = continues(message, before);
    const key = JSON.stringify([message, follows, working]);
    const known = this.drawn.get(message.ts);
    if (known?.key === key) {
      wanted.set(message.ts, known);
      return known.node;
    }
    const node = drawMessage(message, { place: this.place, follows, working });
    if (known) swap(known.node, node);
    wanted.set(message.ts, { key, node });
    return node;
  }

  #remember() {
    if (this.scroller.clientWidth === this.width) this.ended = this.#nearEnd();
  }

  #resized() {
    this.width = this.scroller.clientWidth;
    if (this.ended) this.toEnd();
  }

  #nearEnd() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    return scrollHeight - scrollTop - clientHeight < NEAR_THE_END;
  }

  // What is new is shown from its beginning when it is longer than the view.
  #follow(fresh) {
    this.toEnd();
    const node = this.drawn.get(fresh[0]?.ts)?.node;
    if (node && node.offsetTop < this.scroller.scrollTop) this.scroller.scrollTop = node.offsetTop;
  }

  toEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  // False when the message is not in this list.
  highlight(ts) {
    const node = this.drawn.get(ts)?.node;
    if (!node) return false;
    for (const other of document.querySelectorAll(".pointed-at")) other.classList.remove("pointed-at");
    node.scrollIntoView({ block: "center" });
    node.classList.add("pointed-at");
    node.focus({ preventScroll: true });
    return true;
  }

  #letTabIn() {
    const articles = [...this.node.querySelectorAll("article")];
    if (articles.some((article) => article === document.activeElement)) return;
    for (const article of articles) article.tabIndex = -1;
    if (articles.length) articles.at(-1).tabIndex = 0;
  }

  #move(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.target.tagName !== "ARTICLE") return;
    const articles = [...this.node.querySelectorAll("article")];
    const next = articles[articles.indexOf(event.target) + step];
    if (!next) return;
    event.preventDefault();
    event.target.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }
}

function startsDay(message, before) {
  return !before || dayKey(momentOf(message.ts)) !== dayKey(momentOf(before.ts));
}

function continues(message, before) {
  if (!before || isBot(message) || message.is_ephemeral || before.is_ephemeral) return false;
  if (before.subtype || startsDay(message, before)) return false;
  return before.user === message.user && Number(message.ts) - Number(before.ts) < TOGETHER_SECONDS;
}

// Focus stays on the same control when a message is drawn anew.
function swap(old, fresh) {
  const at = [...old.querySelectorAll(FOCUSABLE)].indexOf(document.activeElement);
  const whole = old === document.activeElement;
  fresh.tabIndex = old.tabIndex;
  old.replaceWith(fresh);
  if (whole) fresh.focus();
  else if (at >= 0) (fresh.querySelectorAll(FOCUSABLE)[at] ?? fresh).focus();
}

function arrange(parent, nodes) {
  let here = parent.firstChild;
  for (const node of nodes) {
    if (node === here) here = here.nextSibling;
    else parent.insertBefore(node, here);
  }
  while (here) {
    const next = here.nextSibling;
    here.remove();
    here = next;
  }
}
