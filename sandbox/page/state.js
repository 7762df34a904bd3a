// What the page holds: one person, one chat, its messages. The address keeps the place across a reload.

export const state = {
  world: { bot: {}, people: [], chats: [] },
  now: null,
  opening: false,
  person: null,
  chats: [],
  chat: null,
  topic: null,
  messages: new Map(),
  commands: [],
  pinned: [],
  version: 0,
  shown: 200,
};

export function readPlace() {
  const hash = new URLSearchParams(location.hash.slice(1));
  const number = (name) => (/^-?\d+$/.test(hash.get(name) ?? "") ? Number(hash.get(name)) : null);
  return { person: number("p"), chat: number("c") };
}

export function placeHash(person, chat) {
  if (person === null) return "#";
  return chat === null ? `#p=${person}` : `#p=${person}&c=${chat}`;
}

// The browser itself would tell of a new address a moment later; a refresh that ends in between must not find two places.
export function goTo(person, chat = null) {
  const hash = placeHash(person, chat);
  if ((location.hash || "#") !== hash) history.pushState(null, "", hash);
  dispatchEvent(new HashChangeEvent("hashchange"));
}

export const personById = (id) => state.world.people.find((person) => person.id === id) ?? null;
export const entryById = (id) => state.chats.find((entry) => entry.chat.id === id) ?? null;
export const isPrivate = (chat) => chat.type === "private";
export const botName = () => state.world.bot.first_name ?? "议事亭";
export const chatTitle = (chat) => (isPrivate(chat) ? botName() : chat.title ?? String(chat.id));
export const sorted = () => [...state.messages.values()].sort((a, b) => a.message_id - b.message_id);

export function openChat(chatId) {
  Object.assign(state, { chat: chatId, topic: null, messages: new Map(), commands: [], pinned: [], version: 0, shown: 200 });
}

export function takeMessages(answer) {
  for (const message of answer.messages) {
    if (message.sim?.deleted) state.messages.delete(message.message_id);
    else state.messages.set(message.message_id, message);
  }
  Object.assign(state, { commands: answer.commands ?? [], pinned: answer.pinned ?? [], version: answer.version });
}
