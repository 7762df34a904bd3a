// What a person can do in the open chat. Bubbles, keyboards and the text box call these.

import * as api from "./api.js";
import { editOwn, replyTo } from "./compose.js";
import { jumpTo } from "./conversation.js";
import { brief, firstLine } from "./describe.js";
import { safeUrl } from "./dom.js";
import { PLACE, samplePhoto, sampleVoice } from "./samples.js";
import { openSheet, toast } from "./sheet.js";
import { botName, chatTitle, goTo, state } from "./state.js";
import { say } from "./words.js";

const TELEGRAM = new Set(["t.me", "telegram.me"]);
const told = new Set();
const late = new Set();

export function makeTools(refresh) {
  const tools = {
    toast,
    say: (text) => tools.send({ text }),
    send: (body) => attempt(refresh, () => api.send(state.person, state.chat, inThread(body))),
    sendPlace: () => tools.send({ location: PLACE }),
    samplePhoto: async () => tools.send(await samplePhoto()),
    sampleVoice: async () => tools.send(await sampleVoice()),
    saveEdit: (message, text) => attempt(refresh, () => api.edit(state.person, state.chat, { message_id: message.message_id, text })),
    vote: (message, optionIds) => attempt(refresh, () => api.vote(state.person, { chat: state.chat, message_id: message.message_id, option_ids: optionIds })),
    press: (message, key, node) => press(tools, message, key, node, refresh),
    start: (payload) => attempt(refresh, () => api.start(state.person, payload)),
    block: () => attempt(refresh, () => api.block(state.person)),
    unblock: () => attempt(refresh, () => api.unblock(state.person)),
    jump: (id) => jumpTo(id) || toast(say("gone")),
    visit: (chat) => goTo(state.person, chat),
    topic: (id) => refresh.topic(id),
    earlier: () => refresh.earlier(),
    copy: (text) => copy(text),
    leadsInside: (url) => TELEGRAM.has(url.hostname),
    follow: (url) => follow(tools, url),
    messageMenu: (message) => messageMenu(tools, message, refresh),
    answered: (id, answer) => tell(tools, id, answer),
  };
  return tools;
}

async function attempt(refresh, work) {
  try {
    await work();
  } catch (error) {
    toast(error instanceof api.Refused ? say("failed", { why: error.message }) : say("offline"));
    return false;
  }
  await refresh.now();
  return true;
}

function inThread(body) {
  if (state.topic === null) return body;
  if (body instanceof FormData) body.append("thread", state.topic);
  else return { ...body, thread: state.topic };
  return body;
}

async function press(tools, message, key, node, refresh) {
  if (node.getAttribute("aria-busy")) return;
  node.setAttribute("aria-busy", "true");
  await attempt(refresh, async () => {
    const result = await api.press(state.person, { chat: state.chat, message_id: message.message_id, data: key.callback_data });
    if (!result.answered) return stillWaiting(result.callback_query_id);
    tell(tools, result.callback_query_id, result.answer);
  });
  node.removeAttribute("aria-busy");
}

function stillWaiting(id) {
  if (told.has(id)) return;
  late.add(id);
  toast(say("noAnswer"));
}

// The answer may come with the press or with the news, or with both: it is told once.
function tell(tools, id, answer) {
  if (told.has(id)) return;
  told.add(id);
  const url = answer?.url ? safeUrl(answer.url) : null;
  if (url) follow(tools, url, !late.has(id));
  if (!answer?.text) return;
  if (answer.show_alert) openSheet({ title: botName(), text: answer.text, closeWord: say("understood") });
  else toast(answer.text);
}

// A link in an answer that came in time has been followed by the sandbox already: then it is only shown.
async function follow(tools, url, started = false) {
  if (!tools.leadsInside(url)) return open(url.href, "_blank", "noopener");
  const [head, ...rest] = url.pathname.split("/").filter(Boolean);
  if (head === "c" && rest.length >= 2) return visitMessage(tools, Number(`-100${rest[0]}`), Number(rest.at(-1)));
  if (head?.toLowerCase() !== state.world.bot.username?.toLowerCase()) return toast(say("notHere"));
  const payload = url.searchParams.get("start");
  if (payload !== null && !started) await tools.start(payload);
  return goTo(state.person, state.person);
}

function visitMessage(tools, chat, id) {
  if (chat === state.chat) return tools.jump(id);
  return goTo(state.person, chat);
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast(say("copied"));
  } catch {
    toast(text);
  }
}

function messageMenu(tools, message, refresh) {
  const text = message.text ?? message.caption;
  const actions = [{ label: say("reply"), testid: "do-reply", run: () => replyTo(message, tools) }];
  if (message.sim?.outgoing && text && !message.forward_origin) actions.push({ label: say("edit"), testid: "do-edit", run: () => editOwn(message, tools) });
  if (!message.has_protected_content) actions.push({ label: say("forward"), testid: "do-forward", run: () => forwardMenu(message, refresh) });
  if (text) actions.push({ label: say("copyText"), run: () => copy(text) });
  openSheet({ title: say("messageMenu"), text: firstLine(brief(message), 40), actions, closeWord: say("cancel") });
}

function forwardMenu(message, refresh) {
  const from = { chat: state.chat, message_id: message.message_id };
  const forwardInto = async (chat) => {
    const done = await attempt(refresh, () => api.send(state.person, chat.id, { forward_from: from }));
    if (done) toast(say("forwardDone"));
  };
  const actions = state.chats.map(({ chat }) => ({ label: chatTitle(chat), testid: `forward-${chat.id}`, run: () => forwardInto(chat) }));
  openSheet({ title: say("forwardTitle"), actions, closeWord: say("cancel") });
}
