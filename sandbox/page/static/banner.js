// What this page is, said at its top; and the small menu of things to break.

import { el, replace } from "./element.js";
import { openMenu } from "./menu.js";
import { state } from "./state.js";
import { say } from "./toast.js";
import { ask, tell } from "./wire.js";

const CLEAR = "everything works";

export async function drawBanner() {
  const place = document.getElementById("banner-text");
  replace(place, el("strong", {}, "Local workspace. "), whatThisIs());
  await drawBreaking();
}

function whatThisIs() {
  const people = state.invented ? "Its people and companies are invented. " : "Its content was loaded from files. ";
  return state.modelName
    ? `${people}Claude (${state.modelName}) answers, so questions and what is read for them go to Anthropic.`
    : `${people}Answers come from the Librarian, which quotes what it finds and does not reason; nothing leaves this machine.`;
}

async function drawBreaking() {
  const { breakages } = await ask("faults");
  const broken = breakages.filter((one) => one.on);
  const label = broken.length ? `Broken: ${broken.map((one) => one.label).join(", ")}` : "Break something";
  const button = el(
    "button",
    { type: "button", class: broken.length ? "break broken" : "break", "aria-haspopup": "menu" },
    label,
  );
  button.addEventListener("click", () => openMenu(button, choices(breakages, broken)));
  replace(document.getElementById("banner-tools"), button);
}

function choices(breakages, broken) {
  const items = breakages.map(({ name, label, on }) => ({ label, checked: on, choose: () => choose(name) }));
  if (broken.length) items.push({ label: "Mend everything", choose: () => choose(CLEAR) });
  return items;
}

async function choose(name) {
  await tell("faults", { name }).catch((error) => say(error.message));
  await drawBreaking();
}
