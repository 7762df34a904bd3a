// A message in one line: for lists, quotes and screen readers. And who it is from.

import { botName, isPrivate, state } from "./state.js";
import { say } from "./words.js";

const KINDS = ["photo", "voice", "video", "video_note", "audio", "location", "sticker"];

export function nameOf(user) {
  if (!user) return "";
  return [user.last_name, user.first_name].filter(Boolean).join("") || user.name || user.title || user.username || String(user.id);
}

export function senderName(message) {
  if (message.sim?.outgoing) return say("you");
  if (message.sender_chat) return message.sender_chat.id === message.chat?.id ? say("anonymousAdmin") : nameOf(message.sender_chat);
  return message.from ? nameOf(message.from) : botName();
}

export function brief(message) {
  if (!message || message.date === 0) return "";
  const words = message.text ?? message.caption;
  if (message.poll) return `［${say("poll")}］${message.poll.question}`;
  if (message.document) return `［${say("document")}］${message.document.file_name ?? ""}`;
  const kind = KINDS.find((name) => message[name]);
  if (kind) return `［${say(kind)}］${words ?? message.sticker?.emoji ?? ""}`;
  return words ?? serviceText(message) ?? say("unknown");
}

const names = (users) => users.map(nameOf).join(say("list"));

const SERVICES = [
  ["new_chat_members", (m) => (m.new_chat_members.some((user) => user.id === m.from?.id) ? say("joined", { who: names(m.new_chat_members) }) : say("added", { by: nameOf(m.from), who: names(m.new_chat_members) }))],
  ["left_chat_member", (m) => say(m.from && m.from.id !== m.left_chat_member.id ? "removed" : "left", { by: nameOf(m.from), who: nameOf(m.left_chat_member) })],
  ["pinned_message", (m) => pinnedWords(m)],
  ["migrate_to_chat_id", () => say("migrated")],
  ["migrate_from_chat_id", () => say("migratedFrom")],
  ["forum_topic_created", (m) => say("topicMade", { who: nameOf(m.from), text: m.forum_topic_created.name })],
  ["forum_topic_edited", (m) => say("topicEdited", { who: nameOf(m.from), text: m.forum_topic_edited.name ?? "" })],
  ["forum_topic_closed", () => say("topicClosed")],
  ["forum_topic_reopened", () => say("topicOpened")],
  ["group_chat_created", (m) => say("groupMade", { who: nameOf(m.from) })],
  ["supergroup_chat_created", (m) => say("groupMade", { who: nameOf(m.from) })],
  ["new_chat_title", (m) => say("titled", { who: nameOf(m.from), text: m.new_chat_title })],
];

function pinnedWords(message) {
  const text = firstLine(brief(state.messages.get(message.pinned_message.message_id) ?? message.pinned_message));
  return text ? say("pinnedBy", { who: nameOf(message.from) || botName(), text }) : say("pinnedSome", { who: nameOf(message.from) || botName() });
}

export const firstLine = (text, most = 28) => {
  const line = (text ?? "").split("\n").find((part) => part.trim()) ?? "";
  return [...line].length > most ? `${[...line].slice(0, most).join("")}…` : line;
};

export function serviceText(message) {
  const found = SERVICES.find(([field]) => message[field]);
  return found ? found[1](message) : null;
}

const CONTENT = ["text", "caption", "photo", "document", "voice", "video", "video_note", "audio", "location", "venue", "sticker", "poll", "animation", "contact"];

export const isService = (message) => !CONTENT.some((field) => message[field] !== undefined);

export function originName(origin) {
  return nameOf(origin.sender_user) || origin.sender_user_name || nameOf(origin.sender_chat ?? origin.chat);
}

export const showsSender = (message, chat) => !message.sim?.outgoing && !isPrivate(chat);
