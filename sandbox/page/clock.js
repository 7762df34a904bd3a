// The clock of the demo, and the buttons that move it.

import * as api from "./api.js";
import { byId } from "./dom.js";
import { openSheet, toast } from "./sheet.js";
import { state } from "./state.js";
import { moment } from "./time.js";
import { say } from "./words.js";

let known = null;

export function drawClock(clock = known) {
  if (!clock?.now) return;
  known = clock;
  state.now = clock.now;
  if (clock.opening !== undefined) state.opening = clock.opening;
  byId("clock-now").textContent = moment(clock.now);
  byId("clock-now").dateTime = clock.now;
  byId("clock-next").textContent = nextWords(clock);
}

function nextWords({ next_due: due, next_due_what: what }) {
  if (state.opening) return "";
  if (!due) return say("nothingDue");
  return what ? say("nextDue", { what, when: moment(due) }) : say("nextDueBare", { when: moment(due) });
}

export async function refreshClock() {
  try {
    drawClock(await api.clock());
  } catch {
    // The connection line already tells; the old time stays.
  }
}

const buttons = () => [...byId("clock-steps").querySelectorAll("button")];

async function busily(work) {
  const held = document.activeElement;
  byId("clock-busy").textContent = say("busy");
  for (const one of buttons()) one.setAttribute("aria-disabled", "true");
  try {
    await work();
    byId("clock-busy").textContent = known ? say("stepped", { when: moment(known.now) }) : "";
  } catch (error) {
    byId("clock-busy").textContent = "";
    toast(say("failed", { why: error.message }));
  }
  for (const one of buttons()) one.removeAttribute("aria-disabled");
  held?.focus?.();
}

const step = (body, after) => busily(async () => {
  drawClock(await api.advance(body));
  await after();
});

function askReset(afterReset) {
  const run = () => busily(async () => {
    await api.reset();
    await afterReset();
  });
  openSheet({ title: say("resetAsk"), text: say("resetWhy"), closeWord: say("keep"), actions: [{ label: say("resetDo"), kind: "danger", testid: "reset-yes", run }] });
}

export function watchClock(afterStep, afterReset) {
  for (const one of buttons()) {
    one.addEventListener("click", () => {
      if (one.getAttribute("aria-disabled")) return;
      const wish = one.dataset.step;
      if (wish === "reset") askReset(afterReset);
      else step(wish === "next" ? { to_next: true } : { advance_seconds: Number(wish) }, afterStep);
    });
  }
  const more = byId("clock-more");
  more.addEventListener("click", () => {
    const open = more.getAttribute("aria-expanded") !== "true";
    more.setAttribute("aria-expanded", String(open));
    byId("clock-steps").classList.toggle("open", open);
  });
}
