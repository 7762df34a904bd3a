// The one sheet of choices that slides up: menus, questions, notices.

import { byId, button, el } from "./dom.js";
import { say } from "./words.js";

export function openSheet({ title, text, actions = [], closeWord = say("close") }) {
  const sheet = byId("sheet");
  if (sheet.open) sheet.close();
  const close = button(closeWord, () => sheet.close(), { class: "sheet-close", data: { testid: "sheet-close" } });
  const list = actions.map((action) => el("li", {}, actionButton(sheet, action)));
  sheet.replaceChildren(el("h2", { id: "sheet-title" }, title), text ? el("p", { class: "sheet-text" }, text) : "", list.length ? el("ul", { class: "sheet-list" }, list) : "", close);
  sheet.showModal();
  if (!list.length) close.focus();
}

function actionButton(sheet, { label, note, run, kind, testid }) {
  const act = () => {
    sheet.close();
    run();
  };
  return el("button", { type: "button", class: `sheet-action ${kind ?? ""}`, onclick: act, data: { testid: testid ?? "sheet-action" } }, el("span", {}, label), note ? el("span", { class: "hint" }, note) : null);
}

export function watchSheet() {
  for (const dialog of [byId("sheet"), byId("viewer")]) {
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) dialog.close();
    });
  }
}

let fading = 0;

export function clearToast() {
  clearTimeout(fading);
  byId("toast").replaceChildren();
}

export function toast(words) {
  clearToast();
  byId("toast").replaceChildren(el("p", {}, words));
  fading = setTimeout(clearToast, 3000 + [...words].length * 120);
}
