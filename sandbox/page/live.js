// News from the server, with patience when it is away.

import { eventsUrl } from "./api.js";
import { byId } from "./dom.js";
import { say } from "./words.js";

const LONGEST = 15_000;
let source = null;
let timer = 0;
let pause = 1000;

export function listen(person, handlers) {
  source?.close();
  clearTimeout(timer);
  source = new EventSource(eventsUrl(person));
  source.addEventListener("open", () => reopened(handlers));
  source.addEventListener("error", () => again(person, handlers));
  for (const kind of ["change", "elsewhere", "callback", "clock"]) {
    source.addEventListener(kind, (event) => handlers[kind](JSON.parse(event.data)));
  }
}

function reopened(handlers) {
  const was = byId("connection").textContent;
  byId("connection").textContent = "";
  pause = 1000;
  if (was) handlers.caughtUp();
}

function again(person, handlers) {
  source?.close();
  byId("connection").textContent = say("lost");
  timer = setTimeout(() => listen(person, handlers), pause);
  pause = Math.min(pause * 2, LONGEST);
}
