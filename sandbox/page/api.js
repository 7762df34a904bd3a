// The people's API of the sandbox (docs/sandbox.md). Everything this page knows comes through here.

export class Refused extends Error {}

async function ask(method, path, body) {
  const options = { method, headers: {} };
  if (body instanceof FormData) options.body = body;
  else if (body !== undefined) {
    options.body = JSON.stringify(body);
    options.headers["Content-Type"] = "application/json";
  }
  const response = await fetch(`/sim${path}`, options);
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(answer.error || `${response.status}`);
  return answer;
}

const of = (person) => `/people/${person}`;
const inside = (person, chat) => `${of(person)}/chats/${chat}`;

export const world = () => ask("GET", "/world");
export const chats = (person) => ask("GET", `${of(person)}/chats`);
export const messages = (person, chat, since) => ask("GET", `${inside(person, chat)}/messages${since ? `?since=${since}` : ""}`);
export const send = (person, chat, body) => ask("POST", `${inside(person, chat)}/messages`, body);
export const edit = (person, chat, body) => ask("POST", `${inside(person, chat)}/edit`, body);
export const start = (person, payload) => ask("POST", `${of(person)}/start`, payload ? { payload } : {});
export const block = (person) => ask("POST", `${of(person)}/block`, {});
export const unblock = (person) => ask("POST", `${of(person)}/unblock`, {});
export const press = (person, body) => ask("POST", `${of(person)}/press`, body);
export const vote = (person, body) => ask("POST", `${of(person)}/vote`, body);
export const clock = () => ask("GET", "/clock");
export const advance = (body) => ask("POST", "/clock", body);
export const reset = () => ask("POST", "/reset", {});
export const fileUrl = (fileId) => `/sim/files/${encodeURIComponent(fileId)}`;
export const eventsUrl = (person) => (person === null ? "/sim/events" : `/sim/events?person=${person}`);
