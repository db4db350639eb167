// Times as the current person reads them: their zone, the workspace's own clock.

import { meAsPerson, state } from "./state.js";

export function now() {
  return new Date(Date.now() + state.nowOffset);
}

export function momentOf(ts) {
  return new Date(Number(ts) * 1000);
}

function format(moment, options) {
  const timeZone = meAsPerson()?.timezone || "UTC";
  return new Intl.DateTimeFormat("en-GB", { timeZone, ...options }).format(moment);
}

export function clockTime(ts) {
  return format(momentOf(ts), { hour: "2-digit", minute: "2-digit" });
}

export function dayKey(moment) {
  return format(moment, { year: "numeric", month: "2-digit", day: "2-digit" });
}

export function dayName(moment) {
  const yesterday = new Date(now().getTime() - 86_400_000);
  if (dayKey(moment) === dayKey(now())) return "Today";
  if (dayKey(moment) === dayKey(yesterday)) return "Yesterday";
  const sameYear = format(moment, { year: "numeric" }) === format(now(), { year: "numeric" });
  const options = { weekday: "long", day: "numeric", month: "long" };
  return format(moment, sameYear ? options : { ...options, year: "numeric" });
}

export function fullTime(ts) {
  return format(momentOf(ts), { dateStyle: "full", timeStyle: "medium" });
}

// Slack's <!date^unix^{date_short} {time}|fallback>.
export function inTemplate(seconds, template) {
  const moment = new Date(Number(seconds) * 1000);
  const parts = {
    date: { day: "numeric", month: "long", year: "numeric" },
    date_num: { year: "numeric", month: "2-digit", day: "2-digit" },
    date_short: { day: "numeric", month: "short", year: "numeric" },
    date_long: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
    date_pretty: { day: "numeric", month: "long", year: "numeric" },
    date_short_pretty: { day: "numeric", month: "short", year: "numeric" },
    date_long_pretty: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
    day_divider_pretty: { weekday: "long", day: "numeric", month: "long" },
    time: { hour: "2-digit", minute: "2-digit" },
    time_secs: { hour: "2-digit", minute: "2-digit", second: "2-digit" },
  };
  return template.replace(/\{(\w+)\}/g, (whole, name) => (parts[name] ? format(moment, parts[name]) : whole));
}
