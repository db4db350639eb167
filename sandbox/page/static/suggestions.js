// What the message box offers while one types: people after @, commands after /.

import { state } from "./state.js";

const MOST = 7;

// {from, to, items: [{insert, label, note}]} for the word at the caret, or null.
export function suggestionsFor(text, caret, { commandsAllowed }) {
  const before = text.slice(0, caret);
  const mention = /(?:^|[\s(])@([\p{L}\p{N}._-]*)$/u.exec(before);
  if (mention) return offer(people(mention[1]), caret - mention[1].length - 1, caret);
  const command = /^\/(\w*)$/.exec(before);
  if (command && commandsAllowed) return offer(commands(command[1]), 0, caret);
  return null;
}

function offer(items, from, to) {
  return items.length ? { from, to, items: items.slice(0, MOST) } : null;
}

function people(typed) {
  const known = [
    { handle: state.bot.name, name: state.bot.name, title: "app · answers with sources" },
    ...state.people.filter((person) => person.handle !== state.me),
  ];
  const wanted = typed.toLowerCase();
  return known
    .filter(({ handle, name }) => `${handle} ${name}`.toLowerCase().split(/\s+/).some((word) => word.startsWith(wanted)))
    .map(({ handle, name, title }) => ({ insert: `@${handle} `, label: name, note: title }));
}

function commands(typed) {
  return state.commands
    .filter(({ command }) => command.startsWith(`/${typed}`))
    .map(({ command, description, usage_hint: hint }) => ({
      insert: `${command} `,
      label: [command, hint].filter(Boolean).join(" "),
      note: description,
    }));
}
