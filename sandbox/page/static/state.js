// Who is looking, at what; and the names behind ids. The address bar keeps where we are.

export const HOME = "home";

export const state = {
  me: "",
  workspace: "",
  modelName: "",
  invented: true,
  bot: { id: "", name: "" },
  people: [],
  conversations: [],
  commands: [],
  shortcuts: [],
  prompts: [],
  channel: "",
  thread: "",
  unread: new Set(),
  nowOffset: 0,
};

export function remember(start) {
  Object.assign(state, {
    me: start.me,
    workspace: start.workspace,
    modelName: start.model_name,
    invented: start.invented,
    bot: start.bot,
    people: start.people,
    conversations: start.conversations,
    commands: start.commands,
    shortcuts: start.shortcuts,
    prompts: start.prompts,
    nowOffset: start.now * 1000 - Date.now(),
  });
}

export function meAsPerson() {
  return state.people.find((person) => person.handle === state.me);
}

export function personOf(id) {
  return state.people.find((person) => person.id === id);
}

export function nameOf(id) {
  if (id === state.bot.id) return state.bot.name;
  return personOf(id)?.name ?? id;
}

export function conversation(id) {
  return state.conversations.find((room) => room.id === id);
}

export function isDirect(room) {
  return Boolean(room?.is_im);
}

// What people call the room: `#pricing`, or the bot's name for a direct conversation.
export function roomName(room) {
  return isDirect(room) ? state.bot.name : `#${room?.name ?? ""}`;
}

export function whereFromAddress() {
  const query = new URLSearchParams(location.search);
  return {
    as: query.get("as") ?? "",
    channel: query.get("channel") ?? "",
    thread: query.get("thread") ?? "",
    message: query.get("message") ?? "",
  };
}

export function addressOf({ as = state.me, channel = state.channel, thread = state.thread } = {}) {
  const query = new URLSearchParams({ as });
  if (channel) query.set("channel", channel);
  if (thread) query.set("thread", thread);
  return `/?${query}`;
}

export function noteWhere() {
  const address = addressOf();
  if (address !== location.pathname + location.search) history.pushState({}, "", address);
}
