// A document in a tab of its own: /open?as=dana&url=…

import { drawDocument } from "./documents.js";
import { el, replace } from "./element.js";
import { openLinksWith, previewAddress } from "./links.js";
import { remember, whereFromAddress } from "./state.js";
import { ask } from "./wire.js";

const place = document.getElementById("document");

async function begin() {
  const given = new URLSearchParams(location.search);
  const start = await fetch(`/api/start?as=${encodeURIComponent(whereFromAddress().as)}`);
  remember(await start.json());
  openLinksWith((url) => location.assign(previewAddress(url)));
  const found = await ask("open", { url: given.get("url") ?? "" });
  if (found.kind === "slack") {
    const query = new URLSearchParams({ as: given.get("as") ?? "", channel: found.channel, message: found.ts });
    if (found.thread_ts) query.set("thread", found.thread_ts);
    location.replace(`/?${query}`);
    return;
  }
  document.title = found.title;
  replace(place, drawDocument(found));
}

begin().catch((error) => replace(place, el("p", { class: "document-refused" }, error.message)));
