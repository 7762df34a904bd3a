// Native polls: choose, take back, see the result when it may be seen.

import { el, button } from "./dom.js";
import { richText } from "./entities.js";
import { state } from "./state.js";
import { say } from "./words.js";

const choicesInHand = new Map();

export function pollView(message, tools) {
  const { poll } = message;
  const mine = myChoices(message);
  const open = !poll.is_closed && mine.length === 0;
  const body = open ? ballot(message, tools) : outcome(poll, mine, isHidden(message, mine));
  return el("div", { class: "poll", data: { testid: "poll" } },
    poll.description ? el("p", { class: "words poll-about" }, richText(poll.description, poll.description_entities, tools)) : null,
    open ? null : el("p", { class: "poll-question" }, richText(poll.question, poll.question_entities, tools)),
    body,
    el("p", { class: "poll-foot" }, footWords(message, mine)),
    canRetract(message, mine) ? button(say("retract"), () => tools.vote(message, []), { class: "quiet", data: { hold: "retract", testid: "poll-retract" } }) : null);
}

function myChoices(message) {
  const votes = message.sim?.votes;
  const mine = Array.isArray(votes) ? votes : votes?.[state.person];
  return Array.isArray(mine) ? mine : [];
}

const counted = (poll) => poll.options.reduce((sum, option) => sum + option.voter_count, 0);

function isHidden(message, mine) {
  const { poll, sim } = message;
  if (poll.is_closed) return false;
  return Boolean(poll.hide_results_until_closes || sim?.results_hidden || (mine.length > 0 && counted(poll) === 0));
}

const canRetract = (message, mine) =>
  mine.length > 0 && !message.poll.is_closed && message.poll.allows_revoting !== false && message.poll.type !== "quiz";

function kindWords(poll) {
  if (poll.is_closed) return say("pollClosed");
  const kind = say(poll.type === "quiz" ? "pollQuiz" : poll.is_anonymous ? "pollAnonymous" : "pollOpen");
  return poll.allows_multiple_answers ? `${kind}${say("comma")}${say("pollMany")}` : kind;
}

function footWords(message, mine) {
  const { poll } = message;
  const total = poll.total_voter_count ? say("pollTotal", { n: poll.total_voter_count }) : say("pollNone");
  const hidden = isHidden(message, mine) ? say("pollHidden") : null;
  return [kindWords(poll), total, hidden].filter(Boolean).join(" · ");
}

function ballot(message, tools) {
  const { poll } = message;
  const name = `poll-${message.chat.id}-${message.message_id}`;
  const picked = choicesInHand.get(name) ?? new Set();
  choicesInHand.set(name, picked);
  const cast = button(say("vote"), () => tools.vote(message, [...picked].sort()), { class: "primary", data: { hold: "vote", testid: "poll-vote" }, disabled: picked.size === 0 });
  const options = poll.options.map((option, index) => choice(poll, option, index, name, picked, cast));
  return [el("fieldset", {}, el("legend", { class: "poll-question" }, richText(poll.question, poll.question_entities, tools)), options), cast];
}

function choice(poll, option, index, name, picked, cast) {
  const many = poll.allows_multiple_answers;
  const input = el("input", { type: many ? "checkbox" : "radio", name, value: index, checked: picked.has(index), data: { hold: `option-${index}` } });
  input.addEventListener("change", () => {
    if (!many) picked.clear();
    if (input.checked) picked.add(index);
    else picked.delete(index);
    cast.disabled = picked.size === 0;
  });
  return el("label", { class: "choice" }, input, el("span", {}, option.text));
}

function outcome(poll, mine, hidden) {
  return el("ul", { class: "outcome" }, poll.options.map((option, index) => outcomeRow(poll, option, mine.includes(index), hidden)));
}

function outcomeRow(poll, option, isMine, hidden) {
  const share = poll.total_voter_count ? (100 * option.voter_count) / poll.total_voter_count : 0;
  const head = el("span", { class: "outcome-name" }, option.text, isMine ? el("span", { class: "mine" }, say("voted")) : null);
  if (hidden) return el("li", {}, head);
  const count = el("span", { class: "outcome-count" }, say("pollCount", { n: option.voter_count, share: share.toFixed(1) }));
  return el("li", {}, head, count, el("progress", { max: 100, value: share, "aria-hidden": "true" }));
}
