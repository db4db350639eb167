// Slack's names for the emoji that this workspace meets; an unknown one keeps its :name:.

const GLYPHS = {
  "+1": "👍", "-1": "👎", thumbsup: "👍", thumbsdown: "👎", eyes: "👀", tada: "🎉",
  white_check_mark: "✅", heavy_check_mark: "✔️", ballot_box_with_check: "☑️", x: "❌",
  heart: "❤️", fire: "🔥", rocket: "🚀", pray: "🙏", raised_hands: "🙌", clap: "👏",
  wave: "👋", thinking_face: "🤔", joy: "😂", smile: "😄", slightly_smiling_face: "🙂",
  grin: "😁", sweat_smile: "😅", cry: "😢", scream: "😱", warning: "⚠️", rotating_light: "🚨",
  memo: "📝", bulb: "💡", bug: "🐛", chart_with_upwards_trend: "📈", calendar: "📅",
  chart_with_downwards_trend: "📉", moneybag: "💰", coffee: "☕", hourglass: "⏳",
  hourglass_flowing_sand: "⏳", lock: "🔒", mag: "🔍", link: "🔗", star: "⭐", sparkles: "✨",
  point_up: "☝️", point_right: "👉", muscle: "💪", ok_hand: "👌", "100": "💯", zap: "⚡",
  octagonal_sign: "🛑", no_entry: "⛔", no_entry_sign: "🚫", question: "❓", exclamation: "❗",
  hourglass_done: "⌛", green_heart: "💚", large_green_circle: "🟢", red_circle: "🔴",
  plus: "➕", heavy_plus_sign: "➕", speech_balloon: "💬", books: "📚", package: "📦", ship: "🚢",
};

export const COMMON = ["+1", "eyes", "white_check_mark", "tada"];

export function glyph(name) {
  return GLYPHS[name.split("::")[0]] ?? `:${name}:`;
}
