// One message, or one album, as a bubble.

import { avatar, button, el } from "./dom.js";
import { brief, firstLine, isService, nameOf, originName, senderName, serviceText, showsSender } from "./describe.js";
import { richText } from "./entities.js";
import { inlineKeyboard } from "./keyboard.js";
import { media } from "./media.js";
import { pollView } from "./poll.js";
import { state } from "./state.js";
import { hour } from "./time.js";
import { say } from "./words.js";

export function bubble(messages, chat, tools) {
  const [first] = messages;
  return isService(first) ? serviceLine(first, tools) : spoken(messages, chat, tools);
}

function serviceLine(message, tools) {
  const go = message.migrate_to_chat_id;
  const pinned = message.pinned_message?.message_id;
  return el("div", { class: "service", data: { testid: "service", id: message.message_id } },
    pinned ? button(serviceText(message), () => tools.jump(pinned), { class: "in-text" }) : el("span", {}, serviceText(message) ?? say("service")),
    go ? button(say("goNew"), () => tools.visit(go), { class: "in-text" }) : null);
}

function spoken(messages, chat, tools) {
  const [first] = messages;
  const lead = messages.find((message) => message.caption) ?? first;
  const out = Boolean(first.sim?.outgoing);
  const name = senderName(first);
  const withFace = showsSender(first, chat);
  return el("article", { class: `message ${out ? "out" : "in"}`, "aria-label": `${name}${say("comma")}${hour(first.date)}`, data: { testid: "message", id: first.message_id } },
    withFace ? avatar((first.sender_chat ?? first.from)?.id ?? 0, name) : null,
    el("div", { class: "column" }, el("div", { class: "bubble-row" }, balloon(messages, lead, withFace ? name : null, tools), moreButton(lead, tools)), inlineKeyboard(lead, tools)));
}

function balloon(messages, lead, name, tools) {
  const [first] = messages;
  const words = shownWords(lead);
  return el("div", { class: `balloon ${lead.sticker ? "bare" : ""}` },
    name ? el("p", { class: "sender" }, name) : null,
    first.forward_origin ? el("p", { class: "forwarded" }, say("forwarded", { name: originName(first.forward_origin) })) : null,
    quoteOf(first, tools),
    media(messages),
    first.poll ? pollView(first, tools) : null,
    words ? el("div", { class: "words", data: { testid: "text" } }, richText(words, lead.entities ?? lead.caption_entities, tools)) : null,
    meta(first, messages));
}

// A phone shows a followed deep link as /start alone; what it carried is for the bot.
function shownWords(message) {
  const words = message.text ?? message.caption;
  return message.sim?.outgoing && words?.startsWith("/start ") ? "/start" : words;
}

function meta(first, messages) {
  const edited = messages.some((message) => message.edit_date || message.sim?.edited);
  return el("p", { class: "meta" }, edited ? el("span", { class: "edited" }, say("edited")) : null, el("time", { datetime: new Date(first.date * 1000).toISOString() }, hour(first.date)));
}

function quoteOf(message, tools) {
  const target = message.reply_to_message;
  if (!target || target.forum_topic_created) return null;
  const known = state.messages.get(target.message_id) ?? target;
  const text = firstLine(message.quote?.text ?? brief(known)) || say("gone");
  return el("button", { type: "button", class: "quote", data: { hold: "quote" }, onclick: () => tools.jump(target.message_id) }, el("span", { class: "quote-name" }, known.sim?.outgoing ? say("you") : nameOf(known.from) || senderName(known)), el("span", { class: "quote-text" }, text));
}

function moreButton(message, tools) {
  const label = say("actions", { text: firstLine(brief(message), 16) });
  return el("button", { type: "button", class: "dots", "aria-label": label, title: say("more"), "aria-haspopup": "dialog", data: { hold: "more", testid: "message-menu" }, onclick: () => tools.messageMenu(message) }, "⋯");
}
