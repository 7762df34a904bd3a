// Where the person writes: text, files, a place, a sample voice; the start and come-back buttons.

import { brief, firstLine, senderName } from "./describe.js";
import { button, byId, el } from "./dom.js";
import { currentReplyKeyboard, replyKeyboard, wantsReply } from "./keyboard.js";
import { openSheet } from "./sheet.js";
import { botName, entryById, isPrivate, sorted, state } from "./state.js";
import { language, say } from "./words.js";

const draft = { text: "", replyTo: null, editing: null, files: [], keyboardHidden: null, answered: null };
let shape = null;

export function clearDraft() {
  Object.assign(draft, { text: "", replyTo: null, editing: null, files: [], keyboardHidden: null, answered: null });
  shape = null;
}

export function replyTo(message, tools) {
  Object.assign(draft, { replyTo: message, editing: null });
  drawCompose(tools, true);
}

export function editOwn(message, tools) {
  Object.assign(draft, { editing: message, replyTo: null, text: message.text ?? message.caption ?? "" });
  drawCompose(tools, true);
}

export function drawCompose(tools, focus = false) {
  const entry = entryById(state.chat);
  const box = byId("compose");
  box.hidden = !entry;
  if (!entry) return;
  offerForcedReply();
  const keyboard = currentReplyKeyboard(sorted());
  const next = JSON.stringify([state.chat, entry.started, entry.blocked, draft.replyTo?.message_id, draft.editing?.message_id, draft.files.length, keyboard, draft.keyboardHidden, state.commands.length, language()]);
  if (next !== shape) rebuild(box, entry, keyboard, tools);
  shape = next;
  if (focus) byId("write")?.focus();
}

function offerForcedReply() {
  const last = sorted().at(-1);
  if (!wantsReply(last) || last.sim?.outgoing || draft.answered === last.message_id || draft.editing) return;
  Object.assign(draft, { replyTo: last, answered: last.message_id });
}

function rebuild(box, entry, keyboard, tools) {
  const held = box.contains(document.activeElement) ? document.activeElement.id || document.activeElement.dataset.hold : null;
  box.replaceChildren(...contents(entry, keyboard, tools));
  if (held) (byId(held) ?? box.querySelector(`[data-hold="${CSS.escape(held)}"]`) ?? byId("write") ?? box.querySelector("button"))?.focus();
}

function contents(entry, keyboard, tools) {
  if (isPrivate(entry.chat) && entry.blocked) return lone("blockedHint", "unblock", tools.unblock);
  if (isPrivate(entry.chat) && !entry.started) return lone("startHint", "start", () => tools.start());
  const hidden = keyboard && draft.keyboardHidden === keyboard.id;
  return [contextLine(tools), filesLine(tools), form(entry, keyboard, tools), keyboard ? keyboardToggle(keyboard, tools) : null, keyboard && !hidden ? replyKeyboard(keyboard, tools) : null].filter(Boolean);
}

function lone(hint, word, run) {
  return [el("p", { class: "hint" }, say(hint, { name: botName() })), button(say(word), run, { class: "primary big", data: { testid: word, hold: word } })];
}

function contextLine(tools) {
  const target = draft.editing ?? draft.replyTo;
  if (!target) return null;
  const title = draft.editing ? say("editing") : say("replying", { name: senderName(target) });
  const cancel = () => {
    if (draft.editing) draft.text = "";
    Object.assign(draft, { replyTo: null, editing: null });
    drawCompose(tools, true);
  };
  return el("div", { class: "context", data: { testid: "context" } }, el("p", {}, el("span", { class: "quote-name" }, title), el("span", { class: "quote-text" }, firstLine(brief(target), 40))), button(say("cancel"), cancel, { class: "quiet" }));
}

function filesLine(tools) {
  if (!draft.files.length) return null;
  const clear = () => {
    draft.files = [];
    drawCompose(tools, true);
  };
  return el("div", { class: "context", role: "status" }, el("p", {}, say("files", { n: draft.files.length })), button(say("remove"), clear, { class: "quiet" }));
}

function form(entry, keyboard, tools) {
  const placeholder = keyboard?.input_field_placeholder ?? say("write");
  const write = el("textarea", { id: "write", rows: 1, placeholder, "aria-label": say("write"), data: { testid: "write" }, enterkeyhint: "send" });
  write.value = draft.text;
  write.addEventListener("input", () => {
    draft.text = write.value;
  });
  write.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit(tools);
  });
  const node = el("form", { class: "write-row" }, commandButton(tools), attachButton(tools), write, el("button", { type: "submit", class: "primary", data: { testid: "send", hold: "send" } }, say(draft.editing ? "save" : "send")));
  node.addEventListener("submit", (event) => {
    event.preventDefault();
    submit(tools);
  });
  return node;
}

function keyboardToggle(keyboard, tools) {
  const hidden = draft.keyboardHidden === keyboard.id;
  const flip = () => {
    draft.keyboardHidden = hidden ? null : keyboard.id;
    drawCompose(tools);
  };
  return button(say(hidden ? "keyboardShow" : "keyboardHide"), flip, { class: "quiet slim", "aria-expanded": String(!hidden), data: { hold: "keyboard-toggle" } });
}

function commandButton(tools) {
  if (!state.commands.length) return null;
  const show = () => openSheet({ title: say("commands"), actions: state.commands.map((command) => ({ label: command.description, note: `/${command.command}`, testid: `command-${command.command}`, run: () => tools.say(`/${command.command}`) })) });
  return button(say("menu"), show, { class: "quiet", "aria-haspopup": "dialog", data: { testid: "commands", hold: "commands" } });
}

function attachButton(tools) {
  const actions = [
    { label: say("attachPhoto"), testid: "attach-photo", run: () => choose("image/*", "photo", tools) },
    { label: say("samplePhoto"), testid: "attach-sample-photo", run: () => tools.samplePhoto() },
    { label: say("attachFile"), testid: "attach-file", run: () => choose("", "document", tools) },
    { label: say("sendPlace"), testid: "attach-place", run: () => tools.sendPlace() },
    { label: say("sendVoice"), testid: "attach-voice", run: () => tools.sampleVoice() },
  ];
  return button(say("attach"), () => openSheet({ title: say("attachTitle"), actions }), { class: "quiet", "aria-haspopup": "dialog", data: { testid: "attach", hold: "attach" } });
}

function choose(accept, field, tools) {
  const input = el("input", { type: "file", accept, multiple: true, class: "unseen", "aria-label": say("attach"), data: { testid: "file-input" } });
  input.addEventListener("change", () => {
    draft.files = [...input.files].map((file) => ({ field, file }));
    input.remove();
    drawCompose(tools, true);
  });
  input.addEventListener("cancel", () => input.remove());
  byId("compose").append(input);
  input.click();
}

async function submit(tools) {
  const text = draft.text.trim();
  if (!text && !draft.files.length) return;
  const kept = { text: draft.text, replyTo: draft.replyTo, editing: draft.editing, files: draft.files };
  const body = kept.files.length ? filesBody(text) : { text, ...(kept.replyTo ? { reply_to: kept.replyTo.message_id } : {}) };
  renew(tools, { text: "", replyTo: null, editing: null, files: [] });
  const done = kept.editing ? await tools.saveEdit(kept.editing, text) : await tools.send(body);
  if (!done && !draft.text) renew(tools, kept);
}

function renew(tools, content) {
  Object.assign(draft, content);
  shape = null;
  drawCompose(tools, true);
}

function filesBody(text) {
  const body = new FormData();
  for (const { field, file } of draft.files) body.append(field, file, file.name);
  if (text) body.append("caption", text);
  if (draft.replyTo) body.append("reply_to", draft.replyTo.message_id);
  return body;
}
