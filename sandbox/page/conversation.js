// The open chat: its head, its pinned bar and topics, and the log of messages.

import { bubble } from "./bubble.js";
import { brief, firstLine } from "./describe.js";
import { button, byId, el, reconcile } from "./dom.js";
import { chatTitle, entryById, isPrivate, personById, sorted, state } from "./state.js";
import { day, dayKey } from "./time.js";
import { language, say } from "./words.js";

export function drawConversation(tools) {
  const entry = entryById(state.chat);
  drawHead(entry);
  drawPinned(entry, tools);
  drawTopics(entry, tools);
  drawLog(entry, tools);
}

function drawHead(entry) {
  const person = personById(state.person);
  byId("chat-title").textContent = entry ? chatTitle(entry.chat) : say("noChat");
  byId("chat-sub").textContent = entry && person ? [kindWords(entry.chat), say("youAre", { name: person.name })].join(" · ") : "";
  byId("chat-menu").hidden = !entry || !isPrivate(entry.chat);
}

const kindWords = (chat) => (isPrivate(chat) ? say("botNote") : say("group"));

let pinTurn = 0;

function drawPinned(entry, tools) {
  const bar = byId("pinned");
  const pins = entry ? state.pinned.filter((id) => state.messages.has(id)) : [];
  bar.hidden = pins.length === 0;
  if (!pins.length) return bar.replaceChildren();
  const order = [...pins].sort((a, b) => b - a);
  const id = order[pinTurn % order.length];
  const label = order.length > 1 ? say("pinnedAt", { n: (pinTurn % order.length) + 1, m: order.length }) : say("pinned");
  const next = () => {
    tools.jump(id);
    pinTurn += 1;
    drawPinned(entry, tools);
    bar.querySelector("button").focus();
  };
  bar.replaceChildren(el("button", { type: "button", class: "pin", data: { testid: "pinned" }, onclick: next }, el("span", { class: "pin-word" }, label), el("span", { class: "pin-text" }, firstLine(brief(state.messages.get(id)), 60))));
}

function topicNames() {
  const names = new Map();
  for (const message of sorted()) {
    const named = message.forum_topic_created ?? message.forum_topic_edited;
    if (named?.name) names.set(message.message_thread_id, named.name);
  }
  return names;
}

function drawTopics(entry, tools) {
  const row = byId("topics");
  const names = entry?.chat.is_forum ? topicNames() : new Map();
  row.hidden = names.size === 0;
  const chip = ([id, name]) => ({ key: `t${id}`, sign: `${name}|${state.topic === id}`, build: () => button(name, () => tools.topic(id), { class: "chip", "aria-pressed": String(state.topic === id), data: { hold: "chip", testid: "topic" } }) });
  reconcile(row, names.size ? [[null, say("allTopics")], ...names].map(chip) : []);
}

const inTopic = (message) => state.topic === null || message.message_thread_id === state.topic;

function grouped(messages) {
  const groups = [];
  for (const message of messages) {
    const last = groups.at(-1);
    if (message.media_group_id && last?.[0].media_group_id === message.media_group_id) last.push(message);
    else groups.push([message]);
  }
  return groups;
}

function withDays(groups, chat, tools) {
  let today = null;
  return groups.flatMap((messages) => {
    const own = bubbleItem(messages, chat, tools);
    const key = dayKey(messages[0].date);
    if (key === today) return [own];
    today = key;
    const words = day(messages[0].date);
    return [{ key: `d${key}`, sign: words, build: () => el("p", { class: "day" }, words) }, own];
  });
}

function bubbleItem(messages, chat, tools) {
  const quoted = messages[0].reply_to_message && state.messages.get(messages[0].reply_to_message.message_id);
  const sign = JSON.stringify([messages, quoted ? brief(quoted) : null, language()]);
  return { key: `m${messages[0].message_id}`, sign, build: () => bubble(messages, chat, tools) };
}

function drawLog(entry, tools) {
  const log = byId("log");
  const atEnd = isAtEnd(log);
  const before = log.lastElementChild?.dataset.key;
  const groups = entry ? grouped(sorted().filter(inTopic)) : [];
  const items = entry ? withDays(groups.slice(-state.shown), entry.chat, tools) : [];
  if (groups.length > state.shown) items.unshift(earlierItem(tools));
  reconcile(log, items);
  drawEmpty(entry, groups.length);
  if (atEnd || !before || lastIsMine(groups)) scrollToEnd();
  else if (before !== log.lastElementChild?.dataset.key) byId("newest").hidden = false;
}

let mineSeen = 0;

function lastIsMine(groups) {
  const last = groups.at(-1)?.[0];
  const fresh = Boolean(last?.sim?.outgoing && last.message_id !== mineSeen);
  if (fresh) mineSeen = last.message_id;
  return fresh;
}

function earlierItem(tools) {
  return { key: "earlier", sign: language(), build: () => el("p", { class: "day" }, button(say("earlier"), tools.earlier, { class: "quiet" })) };
}

function drawEmpty(entry, count) {
  const empty = byId("chat-empty");
  empty.hidden = count > 0;
  empty.textContent = entry ? say("chatQuiet") : say("chatEmpty");
}

const isAtEnd = (log) => log.scrollHeight - log.scrollTop - log.clientHeight < 80;

export function scrollToEnd() {
  const log = byId("log");
  log.scrollTop = log.scrollHeight;
  byId("newest").hidden = true;
}

// Pictures that arrive late make the log longer; stay at its end if we were there.
export function watchLog() {
  const log = byId("log");
  let following = true;
  log.addEventListener("scroll", () => {
    following = isAtEnd(log);
    if (following) byId("newest").hidden = true;
  }, { passive: true });
  log.addEventListener("load", () => following && scrollToEnd(), true);
  byId("newest").addEventListener("click", () => {
    scrollToEnd();
    log.focus();
  });
}

export function jumpTo(id) {
  const node = document.querySelector(`#log [data-id="${Number(id)}"]`);
  if (!node) return false;
  node.scrollIntoView({ block: "center" });
  node.classList.remove("found");
  requestAnimationFrame(() => node.classList.add("found"));
  return true;
}
