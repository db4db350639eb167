// The page's own routes. Every call says who is looking.

import { state } from "./state.js";

async function answered(response) {
  const said = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(said.error || `The local server answered ${response.status}`);
  return said;
}

export async function ask(path, fields = {}) {
  const query = new URLSearchParams({ as: state.me, ...fields });
  return answered(await fetch(`/api/${path}?${query}`));
}

export async function tell(path, fields = {}) {
  const response = await fetch(`/api/${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ as: state.me, ...fields }),
  });
  return answered(response);
}
