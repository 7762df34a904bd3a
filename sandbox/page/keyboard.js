// Buttons under a message, and the keyboard of ready answers under the text box.

import { button, el, outsideLink, safeUrl } from "./dom.js";
import { say } from "./words.js";

export function inlineKeyboard(message, tools) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows?.length) return null;
  return el("div", { class: "keys", role: "group", "aria-label": say("menu"), data: { testid: "inline-keyboard" } }, rows.map((row, y) => el("div", { class: "key-row" }, row.map((key, x) => inlineKey(message, key, `key-${y}-${x}`, tools)))));
}

function inlineKey(message, key, hold, tools) {
  const raw = key.url ?? key.web_app?.url ?? key.login_url?.url;
  const props = { class: `key ${["primary", "success", "danger"].includes(key.style) ? key.style : ""}`, data: { hold, testid: "inline-button" } };
  const url = raw ? safeUrl(raw) : null;
  if (url && tools.leadsInside(url)) return button(key.text, () => tools.follow(url), props);
  if (url) return outsideLink(url, { ...props, class: `${props.class} leads-out` }, key.text);
  if (key.copy_text) return button(key.text, () => tools.copy(key.copy_text.text), props);
  if (key.callback_data === undefined) return button(key.text, () => tools.toast(say("notHere")), props);
  return button(key.text, (event) => tools.press(message, key, event.currentTarget), props);
}

// A reply keyboard is not part of Telegram's Message; the sandbox hands it over beside it.
const markupOf = (message) => message.sim?.reply_markup ?? message.reply_markup ?? {};

export function currentReplyKeyboard(messages) {
  for (const message of [...messages].reverse()) {
    const markup = markupOf(message);
    if (markup.remove_keyboard) return null;
    if (markup.keyboard) return usedUp(markup, message, messages) ? null : { id: message.message_id, ...markup };
  }
  return null;
}

function usedUp(markup, message, messages) {
  return Boolean(markup.one_time_keyboard && messages.some((later) => later.sim?.outgoing && later.message_id > message.message_id));
}

export const wantsReply = (message) => Boolean(message && markupOf(message).force_reply);

export function replyKeyboard(markup, tools) {
  return el("div", { class: "reply-keys", role: "group", "aria-label": say("keyboardShow"), data: { testid: "reply-keyboard" } }, markup.keyboard.map((row) => el("div", { class: "key-row" }, row.map((key) => replyKey(key, tools)))));
}

function replyKey(raw, tools) {
  const key = typeof raw === "string" ? { text: raw } : raw;
  const run = key.request_location ? () => tools.sendPlace() : () => tools.say(key.text);
  return button(key.text, run, { class: "key", data: { testid: "reply-button" } });
}
