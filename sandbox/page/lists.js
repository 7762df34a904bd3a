// The people, and the chats of the one who was chosen.

import { avatar, byId, el, reconcile } from "./dom.js";
import { brief, firstLine, senderName } from "./describe.js";
import { botName, chatTitle, goTo, isPrivate, personById, state } from "./state.js";
import { listTime } from "./time.js";
import { language, say } from "./words.js";

export function drawPeople() {
  reconcile(byId("people"), state.world.people.map(personItem));
}

// What the person in hand has not read is known from their chats, which were asked for last.
const unreadOf = (person) => (person.id === state.person && state.chats.length ? state.chats.reduce((sum, entry) => sum + entry.unread, 0) : person.unread);

function personItem(about) {
  const person = { ...about, unread: unreadOf(about) };
  const here = person.id === state.person;
  const sign = JSON.stringify([person.name, person.note, person.unread, here, language()]);
  return { key: `p${person.id}`, sign, build: () => row({ ...person, here, testid: `person-${person.id}`, go: () => goTo(person.id), lines: [personLine(person), el("span", { class: "row-note" }, person.note ?? "")] }) };
}

const personLine = (person) => el("span", { class: "row-top" }, el("span", { class: "row-name" }, person.name), unreadBadge(person.unread));

function row({ id, name, here, testid, go, lines }) {
  const press = el("button", { type: "button", class: "row", "aria-current": here ? "true" : null, data: { testid, hold: "row" }, onclick: go }, avatar(id, name), el("span", { class: "row-words" }, lines));
  return el("li", {}, press);
}

function unreadBadge(count) {
  if (!count) return null;
  return el("span", { class: "unread" }, el("span", { "aria-hidden": "true" }, count > 99 ? "99+" : String(count)), el("span", { class: "unseen" }, say("unread", { n: count })));
}

export function drawChats() {
  const person = personById(state.person);
  byId("chats-title").textContent = person ? say("chatsOf", { name: person.name }) : say("chatsTitle");
  byId("chats-empty").hidden = !person || state.chats.length > 0;
  reconcile(byId("chats"), state.chats.map(chatItem));
}

function chatItem(entry) {
  const here = entry.chat.id === state.chat;
  const sign = JSON.stringify([entry, here, language(), state.now?.slice(0, 10)]);
  return { key: `c${entry.chat.id}`, sign, build: () => chatRow(entry, here) };
}

function chatRow(entry, here) {
  const { chat, last } = entry;
  const time = last ? el("time", { class: "row-time", datetime: new Date(last.date * 1000).toISOString() }, listTime(last.date, state.now)) : null;
  const top = el("span", { class: "row-top" }, el("span", { class: "row-name" }, chatTitle(chat)), time);
  const low = el("span", { class: "row-top" }, el("span", { class: "row-note" }, lastLine(entry)), unreadBadge(entry.unread));
  return row({ id: isPrivate(chat) ? 1 : chat.id, name: chatTitle(chat), here, testid: `chat-${chat.id}`, go: () => goTo(state.person, chat.id), lines: [top, low] });
}

function lastLine({ chat, last, started, blocked }) {
  if (blocked) return say("blockedNote");
  if (!last) return isPrivate(chat) && !started ? say("startHint", { name: botName() }) : say("chatQuiet");
  const text = firstLine(brief(last), 40);
  return isPrivate(chat) && !last.sim?.outgoing ? text : `${senderName(last)}${say("colon")}${text}`;
}
