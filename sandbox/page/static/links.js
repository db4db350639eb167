// Links stay in the workspace: a document opens here as the current person may see it.

import { el } from "./element.js";
import { state } from "./state.js";

const CITATION = /^\s*\[?\d{1,3}\]?\s*$/;

// The stand-in for Google's sign-in; nothing of the workspace has such an address.
const ON_THIS_MACHINE = /^http:\/\/127\.0\.0\.1:\d+\//;

let show = () => {};

// The page gives its way of showing a document; without one a link opens a new tab.
export function openLinksWith(shower) {
  show = shower;
}

export function previewAddress(url) {
  return `/open?${new URLSearchParams({ as: state.me, url })}`;
}

export function openDocument(url) {
  show(url);
}

export function link(url, ...label) {
  const text = label.map((part) => (part instanceof Node ? part.textContent : part)).join("");
  if (ON_THIS_MACHINE.test(url)) {
    return el("a", { href: url, target: "_blank", rel: "noopener noreferrer", class: "link" }, label);
  }
  const citation = CITATION.test(text);
  const anchor = el(
    "a",
    {
      href: previewAddress(url),
      target: "_blank",
      rel: "noopener",
      class: citation ? "citation" : "link",
      title: url,
      "aria-label": citation ? `Source ${text.replace(/\D/g, "")}` : null,
    },
    label,
  );
  anchor.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    show(url);
  });
  return anchor;
}
