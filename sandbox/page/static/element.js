// Makes elements. Text goes in as text: nothing here parses a string as HTML.

const SVG = "http://www.w3.org/2000/svg";
// Copied into each icon: one that refers to another file is empty for a moment when it is drawn.
const DRAWINGS = await drawings();

// `on` maps event names to listeners, `data` is the dataset; an attribute that is
// null, undefined or false is left out. Children may be nodes, text, lists, or null.
export function el(tag, { on = {}, data = {}, ...attributes } = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    node.setAttribute(name, value === true ? "" : String(value));
  }
  for (const [name, listener] of Object.entries(on)) node.addEventListener(name, listener);
  Object.assign(node.dataset, data);
  put(node, children);
  return node;
}

export function put(parent, children) {
  for (const child of [children].flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    parent.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return parent;
}

export function replace(parent, ...children) {
  parent.replaceChildren();
  return put(parent, children);
}

export function icon(name, label = "") {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", `icon icon-${name}`);
  if (label) {
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", label);
  } else {
    svg.setAttribute("aria-hidden", "true");
  }
  const drawing = DRAWINGS.getElementById(name);
  if (drawing) {
    svg.setAttribute("viewBox", drawing.getAttribute("viewBox"));
    svg.append(...[...drawing.children].map((shape) => document.importNode(shape, true)));
  }
  return svg;
}

function drawings() {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("GET", "/static/icons.svg");
    request.responseType = "document";
    request.addEventListener("load", () => resolve(request.responseXML));
    request.addEventListener("error", reject);
    request.send();
  });
}

export function iconButton(name, label, listener, extra = {}) {
  return el(
    "button",
    { type: "button", class: "icon-button", "aria-label": label, title: label, on: { click: listener }, ...extra },
    icon(name),
  );
}
