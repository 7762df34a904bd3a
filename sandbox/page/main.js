// 议事亭 · 演示: a phone for each person of a made-up compound. This file starts the page and keeps it fresh.

import * as api from "./api.js";
import { drawClock, refreshClock, watchClock } from "./clock.js";
import { clearDraft, drawCompose } from "./compose.js";
import { drawConversation, scrollToEnd, watchLog } from "./conversation.js";
import { byId } from "./dom.js";
import { drawChats, drawPeople } from "./lists.js";
import { listen } from "./live.js";
import { clearToast, openSheet, toast, watchSheet } from "./sheet.js";
import { botName, entryById, goTo, openChat, personById, readPlace, sorted, state, takeMessages } from "./state.js";
import { makeTools } from "./tools.js";
import { dressPage, language, say, setLanguage } from "./words.js";

const refresh = { now: refreshNowAndSoon, topic: showTopic, earlier: showEarlier };
const tools = makeTools(refresh);
const news = { change: soon, elsewhere: soon, callback: answered, clock: timeMoved, caughtUp: soon };

function answered(event) {
  if (state.person !== null && !state.opening) tools.answered(event.callback_query_id, event.answer);
}

function timeMoved(clock) {
  drawClock(clock);
  soon();
}

// Whoever presses a button gets it, also when news comes under the finger: a button drawn anew would lose the press.
let pressed = false;
let drawWanted = false;

function draw() {
  if (pressed) drawWanted = true;
  else drawAll();
}

function watchPresses() {
  addEventListener("pointerdown", (event) => {
    pressed = event.button === 0;
  });
  for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => setTimeout(released));
}

function released() {
  pressed = false;
  if (drawWanted) drawAll();
}

function drawAll() {
  drawWanted = false;
  drawOpening();
  drawPeople();
  drawChats();
  drawConversation(tools);
  drawCompose(tools);
  drawClock();
  document.body.dataset.pane = state.chat !== null ? "chat" : state.person !== null ? "chats" : "people";
}

// While the town gets its past nobody may act in it: the page says so and looks again.
function drawOpening() {
  byId("panes").hidden = state.opening;
  byId("clock-steps").hidden = state.opening;
  if (byId("opening").textContent !== (state.opening ? say("opening") : "")) byId("opening").textContent = state.opening ? say("opening") : "";
}

const LOOK_AGAIN = 700;

function waitForOpening() {
  draw();
  setTimeout(refreshAll, LOOK_AGAIN);
}

function showTopic(id) {
  state.topic = id;
  draw();
  scrollToEnd();
}

function showEarlier() {
  state.shown += 200;
  draw();
}

async function refreshChats() {
  const person = state.person;
  if (person === null) return;
  const entries = await api.chats(person);
  if (person === state.person) state.chats = withBot(entries, person);
}

// The bot is in everybody's list, also before the first word with it.
function withBot(entries, person) {
  if (entries.some((entry) => entry.chat.id === person)) return entries;
  return [...entries, { chat: { id: person, type: "private" }, last: null, unread: 0, started: false, blocked: false }];
}

async function refreshMessages() {
  const { person, chat, version } = state;
  if (person === null || chat === null) return;
  if (!entryById(chat)) await refreshChats();
  if (!entryById(chat)) return;
  const answer = await api.messages(person, chat, version);
  if (person !== state.person || chat !== state.chat) return;
  if (answer.version >= version) takeMessages(answer);
  else startAgain();
}

// The town began anew: what we hold is of the old one.
function startAgain() {
  openChat(state.chat);
  clearDraft();
  wanted = true;
}

// One refresh at a time; what is asked for meanwhile is done once more afterwards.
let running = null;
let wanted = false;

function refreshAll() {
  wanted = true;
  running ??= refreshLoop().finally(() => {
    running = null;
  });
  return running;
}

async function refreshLoop() {
  while (wanted) {
    wanted = false;
    try {
      await Promise.all([refreshClock(), refreshPeople()]);
      if (state.opening) return waitForOpening();
      if (!personById(state.person)) Object.assign(state, { person: null, chats: [], chat: null });
      await refreshMessages();
      await refreshChats();
      draw();
      leaveWhatIsGone();
    } catch (error) {
      toast(error instanceof api.Refused ? say("failed", { why: error.message }) : say("offline"));
    }
  }
}

// A group that became another leads there; one the person is not in leads back to the list.
function leaveWhatIsGone() {
  const { person } = readPlace();
  if (person !== null && !personById(person)) return goTo(null);
  if (state.chat === null || entryById(state.chat)) return;
  const heir = sorted().find((message) => message.migrate_to_chat_id)?.migrate_to_chat_id;
  goTo(state.person, entryById(heir) ? heir : null);
}

let gathering = 0;
const ECHO = 1500;

// What one person does often moves something on the others' phones a moment later.
function refreshNowAndSoon() {
  setTimeout(soon, ECHO);
  return refreshAll();
}

function soon() {
  clearTimeout(gathering);
  gathering = setTimeout(refreshAll, 60);
}

async function refreshPeople() {
  const before = state.world.town;
  state.world = await api.world();
  if (before !== undefined && before !== state.world.town) startAgain();
  state.now ??= state.world.now;
}

async function showPlace() {
  const place = readPlace();
  const person = personById(place.person) ? place.person : null;
  const otherPerson = person !== state.person;
  const otherChat = otherPerson || place.chat !== state.chat;
  if (otherPerson) changeHands(person);
  if (otherChat) enterChat(person === null ? null : place.chat);
  if (otherPerson || !settled) listen(person, news);
  await refreshAll();
  byId("log").setAttribute("aria-busy", "false");
  if (otherChat) arrive(otherPerson);
}

// Another phone: the chats of the one before must not be pressed by mistake.
function changeHands(person) {
  Object.assign(state, { person, chats: [] });
  drawChats();
  byId("chats-empty").hidden = true;
  if (settled) clearToast();
}

function enterChat(chat) {
  byId("log").setAttribute("aria-busy", "true");
  byId("log").replaceChildren();
  clearDraft();
  openChat(chat);
}

// After a move the keyboard goes along: to the text box, or to the list that just opened.
let settled = false;

function arrive(otherPerson) {
  scrollToEnd();
  if (!settled) return;
  const pane = document.body.dataset.pane;
  if (pane === "chat") (matchMedia("(pointer: fine)").matches ? byId("write") ?? byId("compose").querySelector("button") : byId("pane-chat"))?.focus();
  else if (pane === "chats") byId("chats").querySelector("button")?.focus();
  else byId("people").querySelector("button")?.focus();
}

async function afterReset() {
  startAgain();
  await refreshAll();
}

function chatMenu() {
  const entry = entryById(state.chat);
  if (!entry) return;
  const askBlock = () => openSheet({ title: say("blockAsk", { name: botName() }), text: say("blockWhy"), closeWord: say("keep"), actions: [{ label: say("block"), kind: "danger", testid: "block-yes", run: tools.block }] });
  const action = entry.blocked ? { label: say("unblock"), testid: "do-unblock", run: tools.unblock } : { label: say("block"), kind: "danger", testid: "do-block", run: askBlock };
  openSheet({ title: botName(), actions: [action], closeWord: say("cancel") });
}

function dress() {
  dressPage();
  const other = byId("language");
  other.textContent = language() === "en" ? "中文" : "English";
  other.lang = language() === "en" ? "zh-Hans" : "en";
}

function watchPage() {
  byId("back-people").addEventListener("click", () => goTo(null));
  byId("back-chats").addEventListener("click", () => goTo(state.person));
  byId("chat-menu").addEventListener("click", chatMenu);
  byId("language").addEventListener("click", () => {
    setLanguage(language() === "en" ? "zh" : "en");
    dress();
    draw();
  });
  addEventListener("hashchange", showPlace);
  watchPresses();
  watchSheet();
  watchLog();
  watchClock(refreshAll, afterReset);
}

async function openTown() {
  await refreshClock();
  while (state.opening) {
    drawOpening();
    await new Promise((done) => setTimeout(done, LOOK_AGAIN));
    await refreshClock();
  }
  drawOpening();
  await refreshPeople();
}

async function begin() {
  dress();
  watchPage();
  try {
    await openTown();
  } catch {
    byId("connection").textContent = say("offline");
    setTimeout(() => location.reload(), 5000);
    return;
  }
  await showPlace();
  settled = true;
  document.body.dataset.state = "ready";
}

begin();
