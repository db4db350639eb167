// "Dossier is working…", and Slack's own Stop button while a session is processing.

import { el, icon } from "./element.js";
import { state } from "./state.js";
import { say } from "./toast.js";
import { tell } from "./wire.js";

const BUSY = "processing";

export function isBusy(working) {
  return working?.status === BUSY || Boolean(working?.line);
}

export function workingLine(working) {
  if (!isBusy(working)) return null;
  return el("span", { class: "working" }, el("i", { class: "pulse" }), `${state.bot.name} ${working.line || "is working…"}`);
}

export function sessionLine(working, { channel, thread }) {
  if (!isBusy(working)) return null;
  const stop = el(
    "button",
    {
      type: "button",
      class: "button button-small",
      on: {
        click: async () => {
          stop.setAttribute("aria-busy", "true");
          await tell("stop", { channel, thread_ts: thread }).catch((error) => say(error.message));
        },
      },
    },
    icon("stop"),
    "Stop",
  );
  return [workingLine(working), working.status === BUSY && stop];
}
