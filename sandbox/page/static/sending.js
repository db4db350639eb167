// What becomes of typed text: a command, or a message.

import { isDirect, conversation, state } from "./state.js";
import { say } from "./toast.js";
import { tell } from "./wire.js";

// Resolves to false when nothing was sent; `opened(ts)` is told of a question to the bot.
export async function send(text, { channel, thread = "", opened = () => {} }) {
  try {
    if (text.startsWith("/") && !thread) return await command(text, channel);
    const { ts } = await tell("say", { channel, text, thread_ts: thread });
    if (!thread && asksTheBot(text, channel)) opened(ts);
    return true;
  } catch (error) {
    say(error.message);
    return false;
  }
}

async function command(text, channel) {
  const [name, ...rest] = text.split(/\s/);
  if (!state.commands.some((known) => known.command === name)) {
    say(`${name} is not a command here. There is ${state.commands.map((known) => known.command).join(" and ")}.`);
    return false;
  }
  await tell("command", { channel, command: name, text: rest.join(" ") });
  return true;
}

function asksTheBot(text, channel) {
  const mention = new RegExp(`@${state.bot.name}\\b`, "i");
  return isDirect(conversation(channel)) || mention.test(text);
}
